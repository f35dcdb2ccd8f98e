"""Those who have a plan in their hands one after the other, in one unit: the usual way of a plan."""

from dataclasses import dataclass

from tests.e2e.people import Person

# From the submission on, where nobody asks, returns or refuses.
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
        """A plan from where it stands on to the step `to`, and waits until it is there."""
        begin = STEPS.index(self.lead.sees_it_settle(plan)["place"]["step"])
        for step, following in zip(STEPS[begin:STEPS.index(to)], STEPS[begin + 1:]):
            if step == "Filing":
                self.handler.applies_for_filing(plan)
            else:
                self.holder(step).sends(plan, to=self.holder(following), step=following, at=step)
        self.holder(to).receives(plan, to)
        return plan

    def holder(self, step: str) -> Person:
        """Who has a plan at a step."""
        return {"DemandLead": self.lead, "ProcurementHandler": self.handler, "ProcurementLead": self.chief,
                "UnitLead": self.head, "Filing": self.handler, "FinanceOffice": self.finance}[step]

    def has_a_plan_at(self, step: str, *lines: dict, amount="100000") -> dict:
        """A fresh plan on a budget of its own, at the step `step`."""
        return self.brings(self.raiser.has_submitted(self.lead, *lines, amount=amount), step)
