"""A plan from its budget to its end, each kind of act measured once, with opinions of 200 characters."""

from dataclasses import dataclass, field

from tests.cost.world import Cost, World
from tests.e2e.door import new_key
from tests.e2e.own_unit import OwnUnit
from tests.e2e.plan_acts import draws_on, named

OPINION = ("经审核，采购需求真实，预算来源明确，品目选择与采购方式符合规定，拟同意按程序送审。" * 6)[:200]


@dataclass
class Walk:
    """One plan on its way, and what each act on it cost."""

    world: World
    found: dict[str, Cost] = field(default_factory=dict)
    plan: dict = field(default_factory=dict)

    def goes(self) -> dict[str, Cost]:
        """All of it."""
        office = self.world.office
        lin, huang, liu, wang, hao, guo = (office.raiser, office.lead, office.handler, office.chief, office.head, office.finance)
        self._measure("sign-in", "sign-in", lin.tries_to_sign_in)
        budget = lin.has_a_budget()
        body = named(draws_on(budget))
        self.plan = body | lin.writes("POST", "/api/plans", body)
        self._measure("save", "save-plan", lambda: lin.writes("PUT", f"/api/plans/{self.plan['id']}", {"version": 1} | body))
        self._measure("open plan", "get-plan", lambda: lin.looks_at(self.plan))
        sent = {"version": 2, "kind": "send", "to": "DemandLead", "person": huang.id, "opinion": OPINION}
        self._measure("submit", "submit-plan", lambda: lin.writes("POST", f"/api/plans/{self.plan['id']}/submission", sent), True)
        self._at_the_lead(huang, liu)
        for person, step, to, following in ((liu, "ProcurementHandler", wang, "ProcurementLead"),
                                            (wang, "ProcurementLead", hao, "UnitLead"), (hao, "UnitLead", liu, "Filing")):
            person.sends(self.plan, to=to, step=following, at=step)
        liu.applies_for_filing(self.plan)
        self._decide("file", "approve-task", guo, "FinanceOffice", "approval", {"name": "file", "opinion": OPINION})
        self._decide("finish", "approve-task", liu, "Filing", "approval", {"kind": "finish", "opinion": OPINION})
        self._measure("flow", "flow-state", lambda: lin.sees_flow(self.plan))
        return self.found

    def _at_the_lead(self, huang, liu) -> None:
        task = huang.receives(self.plan)
        self._measure("list to-do", "list-todo", lambda: huang.reads("/api/tasks/todo"))
        self._measure("open to-do", "get-task", lambda: huang.opens(task))
        self._measure("people", "people-of-step", lambda: huang.can_choose(task, to="ProcurementHandler"))
        body = {"to": "ProcurementHandler", "person": liu.id, "opinion": OPINION}
        self._decide("approve", "approve-task", huang, "DemandLead", "approval", body)

    def _decide(self, name: str, function: str, who, step: str, how: str, body: dict) -> None:
        task = who.receives(self.plan, step)
        self._measure(name, function, lambda: who.decides(task, how, body, new_key()), True)

    def _measure(self, name: str, function: str, act, moves: bool = False) -> None:
        if moves:
            self.world.rests(self.plan)
        self.found[name] = self.world.costs(function, act, self.plan if moves else None)


def approval_with_the_longest_names(world: World) -> Cost:
    """A plan with a name of 60 characters, in a unit and departments of such names, between people of 15: a lead's approval."""
    unit = OwnUnit(world.cast, world.stack, longest=True)
    lead, handler = unit.lead, unit.handler
    budget = unit.raiser.has_a_budget()
    plan = unit.raiser.writes("POST", "/api/plans", {**named(draws_on(budget)), "name": "长" * 60})
    sent = {"version": 1, "kind": "send", "to": "DemandLead", "person": lead.id, "opinion": OPINION}
    unit.raiser.writes("POST", f"/api/plans/{plan['id']}/submission", sent)
    task = lead.receives(plan)
    world.rests(plan)
    body = {"to": "ProcurementHandler", "person": handler.id, "opinion": OPINION}
    return world.costs("approve-task", lambda: lead.decides(task, "approval", body, new_key()), plan)


def save_of_lines(world: World, lines: int) -> Cost:
    """A save of a plan of so many lines."""
    lin = world.office.raiser
    budget = lin.has_a_budget()
    body = named(*[draws_on(budget, quantity=1)] * lines)
    plan = lin.writes("POST", "/api/plans", body)
    changed = body | {"name": f"{body['name']}（改）", "version": 1}
    return world.costs("save-plan", lambda: lin.writes("PUT", f"/api/plans/{plan['id']}", changed))
