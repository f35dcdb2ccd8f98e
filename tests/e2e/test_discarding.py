"""Throwing a draft away (discard-plan): its raiser alone, a draft alone, and what happened to it stays."""

import pytest

from tests.e2e.door import at_once, done, new_key, refusals, refused
from tests.e2e.outbox import outbox_closed
from tests.e2e.plan_acts import draws_on

pytestmark = pytest.mark.feature("3.1")


def discards(person, plan: dict, key=None) -> dict:
    return person.writes("DELETE", f"/api/plans/{plan['id']}", key=key)


def is_gone(person, plan: dict) -> None:
    """For everything one could do with it, and from every list."""
    for act in (person.looks_at, person.sees_flow, lambda plan: discards(person, plan)):
        with refused(404, "not_found"):
            act(plan)
    for query in ({}, {"status": "draft"}, {"scope": "unit"}, {"scope": "unit", "status": "finished"}):
        assert person.lists_plans(name=plan["name"], **query) == [], query
    with refused(400, "invalid_fields"):
        person.lists_plans(status="discarded")


def test_a_draft_that_is_thrown_away_is_gone_and_only_its_history_stays(lin, huang, tables):
    budget = lin.has_a_budget()
    plan = lin.begins_a_plan(draws_on(budget))
    assert lin.looks_at(plan)["discardable"]
    gone = discards(lin, plan)
    assert not gone["discardable"]
    assert (gone["id"], gone["status"], gone["status_label"]) == (plan["id"], "discarded", "已删除")
    is_gone(lin, plan)
    with refused(404, "not_found"):
        lin.submits(plan, to=huang, version=plan["version"])
    kept = tables.of_plan(plan)
    assert tables.acts_on(plan) == ["plan_created", "plan_discarded"]
    assert (kept["subject"][0]["history"]["events"], kept["plan_body"][0]["reservations"]) == (2, [])
    assert not [name for name in kept["subject"][0] if name.startswith("gsi")]
    assert lin.sees_balance(budget) == ("100000.00", "0.00")


def test_a_withdrawn_plan_is_thrown_away_and_who_sent_it_still_sees_what_they_did(lin, huang, tables):
    budget = lin.has_a_budget()
    plan = lin.has_submitted(huang, draws_on(budget))
    huang.receives(plan)
    lin.withdraws(f"plan.{plan['id']}.1.0")
    assert lin.sees_it_settle(plan)["status"] == "draft"
    discards(lin, plan)
    is_gone(lin, plan)
    assert huang.finds_todo(plan) is None
    assert tables.acts_on(plan)[-2:] == ["task_withdrawn", "plan_discarded"]
    assert [one["label"] for one in lin.lists_done(title=plan["name"])].count("送审") == 1
    assert lin.sees_balance(budget) == ("100000.00", "0.00")
    # It is not drawn on, so another plan may have all of it.
    lin.has_submitted(huang, draws_on(budget, quantity=20))
    assert lin.sees_balance(budget) == ("0.00", "100000.00")


def test_what_is_submitted_is_no_draft_and_a_withdrawal_has_to_come_to_rest_first(lin, huang, stack, tables):
    plan = lin.has_submitted(huang)
    huang.receives(plan)
    with tables.plan_unchanged(plan), refused(409, "not_a_draft") as late:
        discards(lin, plan)
    assert late.problem["current"]["status"] == "under_way"
    with outbox_closed(stack):
        lin.withdraws(f"plan.{plan['id']}.1.0")
        with tables.unchanged(f"PLAN#{plan['id']}"), refused(409, "in_transit"):
            discards(lin, plan)
    lin.sees_it_settle(plan)
    discards(lin, plan)
    is_gone(lin, plan)


def test_nobody_else_throws_it_away(lin, chen, wei, huang, liu, tables):
    draft, sent = lin.begins_a_plan(), lin.has_submitted(huang)
    with tables.plan_unchanged(draft), tables.plan_unchanged(sent):
        for who in (chen, wei):
            with refused(404, "not_found"):
                discards(who, draft)
        with refused(403, "not_the_raiser"):
            discards(chen, sent)
        for who in (huang, liu):
            with refused(403, "not_allowed"):
                discards(who, draft)
    assert lin.looks_at(draft)["status"] == "draft"


def test_thrown_away_twice_is_once(lin, tables):
    plan, key = lin.begins_a_plan(), new_key()
    answers = at_once(*[lambda: discards(lin, plan, key)] * 8)
    assert not refusals(answers) and all(answer == answers[0] for answer in answers), answers
    assert tables.acts_on(plan) == ["plan_created", "plan_discarded"]
    with tables.unchanged(f"PLAN#{plan['id']}"):
        assert discards(lin, plan, key) == answers[0]
        with refused(404, "not_found"):
            discards(lin, plan)


def test_without_a_key_it_stays_and_once_it_is_gone_nothing_is_saved(lin, tables):
    plan, key = lin.begins_a_plan(), new_key()
    with tables.plan_unchanged(plan), refused(400, "idempotency_key_missing"):
        lin.asks("DELETE", f"/api/plans/{plan['id']}").good()
    body = {"version": plan["version"], "name": plan["name"]}
    lin.writes("PUT", f"/api/plans/{plan['id']}", body, key)
    discards(lin, plan)
    with tables.unchanged(f"PLAN#{plan['id']}"):
        # What is gone is gone, whatever was saved there: a 409 would tell that there was something.
        for other, other_key in ((body, key), (body | {"name": "另一个名称"}, key), (body, new_key())):
            with refused(404, "not_found"):
                lin.writes("PUT", f"/api/plans/{plan['id']}", other, other_key)


def test_thrown_away_and_submitted_at_once_only_one_of_both_happens(lin, huang):
    for _ in range(3):
        budget = lin.has_a_budget()
        plan = lin.begins_a_plan(draws_on(budget))
        results = at_once(lambda: discards(lin, plan), lambda: lin.submits(plan, to=huang, version=plan["version"]))
        assert (len(done(results)), len(refusals(results))) == (1, 1), results
        if done(results)[0].get("status") == "discarded":
            assert (refusals(results)[0].code, lin.sees_balance(budget)) == ("not_found", ("100000.00", "0.00"))
        else:
            assert (refusals(results)[0].code, lin.sees_balance(budget)) == ("not_a_draft", ("50000.00", "50000.00"))
            huang.receives(plan)
