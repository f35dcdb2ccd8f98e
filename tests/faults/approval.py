"""A whole approval, from the budget to its end, in fourteen acts; every one may be cut off and is then insisted on."""

from tests.e2e.budget_acts import budget
from tests.e2e.plan_acts import draws_on, named
from tests.faults.journey import Journey
from tests.faults.soundness import assert_sound

class Approval(Journey):
    """One plan on its way."""

    KINDS = ("write", "write", "write", "start", "end", "start", "resume", "write", "resume", "resume", "resume", "resume", "resume", "end")

    @property
    def plan(self) -> dict:
        return self.subject

    def decides(self, holder, at: str, how: str, /, **body) -> dict:
        task = holder.receives(self.plan, at)
        return self.act(lambda key: holder.decides(task, how, body, key))

    def goes(self) -> None:
        """All of it."""
        office = self.world.office
        lin, huang, liu, wang, hao, guo = (office.raiser, office.lead, office.handler, office.chief, office.head, office.finance)
        typed = budget()
        self.budget = self.act(lambda key: lin.writes("POST", "/api/budgets", typed, key))
        self.act(lambda key: lin.confirms(self.budget, key))
        first = named(draws_on(self.budget))
        self.subject = first | self.act(lambda key: lin.writes("POST", "/api/plans", first, key))
        self.submitted(lin, huang)
        self.act(lambda key: lin.withdraws(f"plan.{self.plan['id']}.1.0", key))
        self.submitted(lin, huang)
        self.decides(huang, "DemandLead", "approval", to="ProcurementHandler", person=liu.id, opinion=huang.opinion())
        self.edited(liu, draws_on(self.budget, quantity=12))
        self.decides(liu, "ProcurementHandler", "approval", to="ProcurementLead", person=wang.id, opinion=liu.opinion())
        self.decides(wang, "ProcurementLead", "approval", to="UnitLead", person=hao.id, opinion=wang.opinion())
        self.decides(hao, "UnitLead", "approval", to="Filing", person=liu.id, opinion=hao.opinion())
        self.decides(liu, "Filing", "approval", kind="send")
        self.decides(guo, "FinanceOffice", "approval", name="file")
        self.decides(liu, "Filing", "approval", kind="finish")
        self.ended_well(lin)

    def submitted(self, lin, huang) -> None:
        body = {"version": lin.looks_at(self.plan)["version"], "kind": "send", "to": "DemandLead", "person": huang.id}
        self.act(lambda key: lin.writes("POST", f"/api/plans/{self.plan['id']}/submission", body, key))

    def edited(self, liu, line: dict) -> None:
        now = liu.looks_at(self.plan)
        body = {"task": now["editable"]["task"], "version": now["version"]} | now["draft"] | {"lines": [line]}
        self.act(lambda key: liu.writes("PUT", f"/api/plans/{self.plan['id']}/content", body, key))

    def ended_well(self, lin) -> None:
        """Each act once, in order; each to-do once; the money reserved once."""
        acts = [act for act in self.world.tables.acts_on(self.plan) if act != "chain_restarted"]
        assert acts == ["plan_created", "plan_submitted", "task_withdrawn", "plan_submitted", "task_sent", "plan_edited",
                        "task_sent", "task_sent", "task_sent", "task_sent", "task_answered", "task_finished"]
        assert lin.sees_balance(self.budget) == ("40000.00", "60000.00")
        flow = lin.sees_flow(self.plan)
        assert (flow["status"], flow["round"], len(flow["steps"])) == ("finished", 2, 10)
        assert_sound(self.world.tables, self.plan)
