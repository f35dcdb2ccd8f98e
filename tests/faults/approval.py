"""A whole approval, from the budget to its end, in fourteen acts; every one may be cut off and is then insisted on."""

from tests.e2e.budget_acts import budget
from tests.e2e.offices import STEPS
from tests.e2e.plan_acts import draws_on
from tests.faults.journey import Journey


class Approval(Journey):
    """One plan on its way."""

    @staticmethod
    def follows(kind) -> tuple[str, ...]:
        return ("write", "write", "write", "start", "end", "start", "resume", "write", *("resume",) * 5, "end")

    def goes(self) -> None:
        """All of it."""
        lin, liu = self.kind.raiser, self.world.office.handler
        typed = budget()
        self.budget = self.act(lambda key: lin.writes("POST", "/api/budgets", typed, key))
        self.act(lambda key: lin.confirms(self.budget, key))
        self.begins(self.kind.raises(self.budget))
        self.goes_on("DemandLead")
        self.edited(liu, draws_on(self.budget, quantity=12))
        for step in STEPS[1:]:
            self.goes_on(step)
        filed = liu.receives(self.subject, "Filing")
        self.act(lambda key: liu.decides(filed, "approval", {"kind": "finish"}, key))
        self.ended_well()

    def edited(self, liu, line: dict) -> None:
        now = liu.looks_at(self.subject)
        body = {"task": now["editable"]["task"], "version": now["version"]} | now["draft"] | {"lines": [line]}
        self.act(lambda key: liu.writes("PUT", f"/api/plans/{self.subject['id']}/content", body, key))

    def ended_well(self) -> None:
        """Each act once, in order; each to-do once; the money reserved once."""
        self.assert_acts("plan_created", "plan_submitted", "task_withdrawn", "plan_submitted", "task_sent", "plan_edited",
                         "task_sent", "task_sent", "task_sent", "task_sent", "task_answered", "task_finished")
        assert self.kind.raiser.sees_balance(self.budget) == ("40000.00", "60000.00")
        flow = self.kind.raiser.sees_flow(self.subject)
        assert (flow["status"], flow["round"], len(flow["steps"])) == ("finished", 2, 10)
        self.kind.assert_whole(self.subject)
