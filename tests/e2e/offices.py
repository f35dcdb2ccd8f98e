"""Those who have a plan in their hands one after the other, in one unit: the usual way of a plan."""

from dataclasses import dataclass

from tests.e2e.people import Person

STEPS = ["DemandLead", "ProcurementHandler", "ProcurementLead", "UnitLead", "Filing", "FinanceOffice"]


@dataclass(frozen=True)
class Office:
    """A unit at work."""

    raiser: Person
    lead: Person
    handler: Person
    chief: Person
    head: Person
    finance: Person

    def brings(self, plan: dict, to: str) -> dict:
        """A submitted plan from its department's lead on to the step `to`, and waits until it is there."""
        senders = [
            ("DemandLead", self.lead, self.handler), ("ProcurementHandler", self.handler, self.chief),
            ("ProcurementLead", self.chief, self.head), ("UnitLead", self.head, self.handler),
        ]
        for number, (step, sender, next_one) in enumerate(senders):
            if step == to:
                break
            sender.sends(plan, to=next_one, step=STEPS[number + 1], at=step)
        if to == "FinanceOffice":
            self.handler.applies_for_filing(plan)
        self.holder(to).receives(plan, to)
        return plan

    def holder(self, step: str) -> Person:
        """Who has a plan at a step."""
        return {"DemandLead": self.lead, "ProcurementHandler": self.handler, "ProcurementLead": self.chief,
                "UnitLead": self.head, "Filing": self.handler, "FinanceOffice": self.finance}[step]

    def has_a_plan_at(self, step: str, *lines: dict, amount="100000") -> dict:
        """A fresh plan on a budget of its own, at the step `step`."""
        return self.brings(self.raiser.has_submitted(self.lead, *lines, amount=amount), step)
