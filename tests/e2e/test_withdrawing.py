"""Taking back what one sent (withdraw-task), while the next one has not acted."""

import pytest

from tests.e2e.door import at_once, done, new_key, refusals, refused
from tests.e2e.outbox import outbox_closed
from tests.e2e.plan_acts import draws_on

pytestmark = pytest.mark.feature("13.1")


def test_a_submission_that_is_withdrawn_is_a_draft_again_and_its_budget_free(lin, huang):
    budget = lin.has_a_budget()
    plan = lin.has_submitted(huang, draws_on(budget))
    huang.receives(plan)
    sent = f"plan.{plan['id']}.1.0"
    assert lin.opens(sent)["withdrawable"]
    taken_back = lin.withdraws(sent)
    assert taken_back["ended"] and taken_back["next"] is None
    flow = lin.sees_it_settle(plan)
    assert (flow["status"], flow["place"], huang.finds_todo(plan)) == ("draft", None, None)
    assert lin.sees_balance(budget) == ("100000.00", "0.00")
    with refused(404, "not_found"):
        huang.looks_at(plan)
    # Changed and sent again: a new round.
    lin.saves(plan, lines=[draws_on(budget, quantity=4)])
    lin.submits(plan, to=huang)
    assert huang.receives(plan) == f"plan.{plan['id']}.2.1"
    assert lin.sees_balance(budget) == ("80000.00", "20000.00")
    assert lin.sees_flow(plan)["round"] == 2


def test_in_the_middle_it_comes_back_to_the_one_who_sent_it(university, lin, huang, liu, wang):
    plan = university.has_a_plan_at("ProcurementLead")
    next_one = wang.receives(plan)
    sent = liu.lists_done(title=plan["name"])[0]["id"]
    assert liu.opens(sent)["withdrawable"] and not huang.opens(huang.lists_done(title=plan["name"])[0]["id"])["withdrawable"]
    back = liu.withdraws(sent)
    assert back["next"]["person"]["name"] == "刘洋"
    again = liu.receives(plan, "ProcurementHandler")
    assert again != sent and wang.finds_todo(plan) is None
    targets = next(move for move in liu.opens(again)["moves"] if move["kind"] == "return")["targets"]
    assert [target["step"] for target in targets] == ["Revise", "DemandLead"]
    with refused(409, "already_decided"):
        wang.decides(next_one, "approval", {"to": "UnitLead", "person": "chenhaoran", "opinion": wang.opinion()})
    liu.sends(plan, to=wang)
    wang.receives(plan)


def test_once_the_next_one_has_acted_it_is_too_late(university, lin, huang, liu, tables):
    plan = university.has_a_plan_at("ProcurementHandler")
    with tables.plan_unchanged(plan), refused(409, "already_decided"):
        lin.withdraws(f"plan.{plan['id']}.1.0")
    university.brings(plan, "ProcurementLead")
    with tables.plan_unchanged(plan), refused(409, "already_decided"):
        huang.withdraws(f"plan.{plan['id']}.1.1")


def test_once_the_next_one_has_edited_it_is_too_late(university, lin, huang, liu, tables):
    plan = university.has_a_plan_at("ProcurementHandler")
    liu.edits(plan, name=plan["name"] + "改")
    with tables.plan_unchanged(plan), refused(409, "already_decided"):
        huang.withdraws(f"plan.{plan['id']}.1.1")


def test_between_two_steps_nothing_can_be_done_yet(lin, huang, stack, tables):
    plan = lin.begins_a_plan(draws_on(lin.has_a_budget()))
    sent = f"plan.{plan['id']}.1.0"
    with outbox_closed(stack):
        lin.submits(plan, to=huang)
        shown, flow = lin.looks_at(plan), lin.sees_flow(plan)
        assert (shown["in_transit"], shown["place"], flow["in_transit"], flow["coming"]) == (True, None, True, [])
        with tables.unchanged(f"PLAN#{plan['id']}"):
            for act in (lin.withdraws, lin.reminds):
                with refused(409, "in_transit"):
                    act(sent)
            assert (lin.opens(sent)["withdrawable"], lin.opens(sent)["remindable"]) == (False, False)
    huang.receives(plan)
    lin.withdraws(sent)


def test_what_was_claimed_by_an_officer_is_not_withdrawn(university, liu, guo):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    sent = liu.lists_done(title=plan["name"])[0]["id"]
    guo.claims(task)
    with refused(409, "claimed_by_other"):
        liu.withdraws(sent)
    guo.releases(task)
    liu.withdraws(sent)
    liu.receives(plan, "Filing")
    assert liu.looks_at(plan)["filing_label"] == "未申请备案"


def test_a_filing_is_not_withdrawn(university, guo, tables):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    guo.files(plan)
    university.handler.receives(plan, "Filing")
    with tables.plan_unchanged(plan), refused(422, "move_not_offered"):
        guo.withdraws(task)


def test_only_ones_own_is_withdrawn(university, huang, chen, wei, liu, tables):
    plan = university.has_a_plan_at("ProcurementHandler")
    with tables.plan_unchanged(plan):
        for who in (chen, wei, liu):
            with refused(404, "not_found"):
                who.withdraws(f"plan.{plan['id']}.1.1")
        with refused(404, "not_found"):
            liu.withdraws(f"plan.{plan['id']}.1.2")


def test_the_same_withdrawal_eight_times_at_once_is_one(lin, huang, tables):
    plan = lin.has_submitted(huang)
    huang.receives(plan)
    key = new_key()
    answers = at_once(*[lambda: lin.withdraws(f"plan.{plan['id']}.1.0", key)] * 8)
    assert all(answer == answers[0] for answer in answers), answers
    assert tables.acts_on(plan).count("task_withdrawn") == 1


def test_withdrawn_and_decided_at_once_only_one_of_both_happens(university, lin, huang, liu):
    for _ in range(3):
        plan = university.has_a_plan_at("DemandLead")
        task, sent = huang.receives(plan), f"plan.{plan['id']}.1.0"
        body = {"to": "ProcurementHandler", "person": liu.id, "opinion": huang.opinion()}
        results = at_once(lambda: lin.withdraws(sent), lambda: huang.decides(task, "approval", body))
        assert (len(done(results)), [lost.answer.status for lost in refusals(results)]) == (1, [409])
        flow = lin.sees_it_settle(plan)
        assert flow["status"] == ("draft" if done(results)[0]["ended"] else "under_way")


@pytest.mark.feature("4.6")
def test_an_application_that_is_taken_back_leaves_the_filing_as_it_was(university, liu, guo):
    """Applied for the first time: the finance office sees it no more. After a refusal: it is refused as before."""
    plan = university.has_a_plan_at("Filing")
    first = liu.receives(plan, "Filing")
    liu.applies_for_filing(plan)
    guo.receives(plan)
    assert liu.looks_at(plan)["filing_label"] == "已申请备案，审核中"
    liu.withdraws(first)
    liu.receives(plan, "Filing")
    assert liu.looks_at(plan)["filing_label"] == "未申请备案"
    with refused(404, "not_found"):
        guo.looks_at(plan)
    liu.applies_for_filing(plan)
    guo.refuses_filing(plan)
    second = liu.receives(plan, "Filing")
    liu.applies_for_filing(plan)
    guo.receives(plan)
    liu.withdraws(second)
    liu.receives(plan, "Filing")
    assert liu.looks_at(plan)["filing_label"] == "不予备案" == guo.looks_at(plan)["filing_label"]
