"""Every act, sent again under its key: nothing more happens, and the answer is that of the first time (offline, double click)."""

import pytest

from tests.e2e.door import new_key, refused
from tests.e2e.plan_acts import draws_on, named

pytestmark = pytest.mark.feature("2.6", "3.1", "3.10", "4.1", "4.3", "4.6", "13.1", "13.2")


def confirmation(cast, university):
    budget = cast.linxiao.adds_a_budget()
    return cast.linxiao, "POST", f"/api/budgets/{budget['id']}/confirmation", None, f"BUDGET#{budget['id']}"


def begun(cast, university):
    return cast.linxiao, "POST", "/api/plans", named(), None


def submitted(cast, university):
    lin, huang = cast.linxiao, cast.huangzhiyuan
    plan = lin.begins_a_plan(draws_on(lin.has_a_budget()))
    body = {"version": 1, "kind": "send", "to": "DemandLead", "person": huang.id}
    return lin, "POST", f"/api/plans/{plan['id']}/submission", body, f"PLAN#{plan['id']}"


def edited(cast, university):
    budget = cast.linxiao.has_a_budget()
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
    liu = university.handler
    body = {"task": liu.receives(plan), "version": liu.looks_at(plan)["version"]} | named(draws_on(budget, quantity=3), name=plan["name"])
    return liu, "PUT", f"/api/plans/{plan['id']}/content", body, f"PLAN#{plan['id']}"


def on_task(step, how, body, method="POST", prepare=None):
    """An act on the open to-do of a plan at `step`."""

    def act(cast, university):
        plan = university.has_a_plan_at(step)
        person = university.holder(step)
        task = person.receives(plan)
        if prepare:
            prepare(person, task)
        sent = body and {name: value(cast, person) if callable(value) else value for name, value in body.items()}
        return person, method, f"/api/tasks/{task}/{how}", sent, f"PLAN#{plan['id']}"

    act.__name__ = how
    return act


def opinion(_, person) -> str:
    return person.opinion()


def on_sent(how):
    """What a sender may still do, on the submission."""

    def act(cast, university):
        plan = university.has_a_plan_at("DemandLead")
        return cast.linxiao, "POST", f"/api/tasks/plan.{plan['id']}.1.0/{how}", None, f"PLAN#{plan['id']}"

    act.__name__ = how
    return act


ACTS = [
    confirmation, begun, submitted, edited,
    on_task("DemandLead", "approval", {"to": "ProcurementHandler", "person": "liuyang", "opinion": opinion}),
    on_task("DemandLead", "consultation", {"person": "zhengwei", "opinion": opinion}),
    on_task("UnitLead", "return", {"to": "DemandLead", "straight": True, "opinion": opinion}),
    on_task("FinanceOffice", "approval", {"name": "file"}),
    on_task("FinanceOffice", "approval", {"name": "refuse", "opinion": opinion}),
    on_task("FinanceOffice", "claim", None),
    on_task("FinanceOffice", "claim", None, "DELETE", lambda person, task: person.claims(task)),
    on_sent("withdrawal"),
    on_sent("reminder"),
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_the_same_act_again_is_answered_alike_and_happens_once(cast, university, tables, act):
    person, method, path, body, subject = act(cast, university)
    key = new_key()
    first = person.writes(method, path, body, key)
    subject = subject or f"PLAN#{first['id']}"
    if subject.startswith("PLAN#"):
        cast.linxiao.sees_it_settle({"id": subject.removeprefix("PLAN#"), "name": ""})
    with tables.unchanged(subject):
        assert person.writes(method, path, body, key) == first
        if body:
            with refused(409, "idempotency_key_reused"):
                person.writes(method, path, body | {key_of_text(body): "另一个内容"}, key)


def key_of_text(body: dict) -> str:
    """A field that may hold any text."""
    return "opinion" if "opinion" in body or "name" not in body else "name"
