"""Filing, as moves of approve-task, and the finance office's pool (claim-task, release-task)."""

import re

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.door import at_once, done, refusals, refused
from tests.e2e.plan_acts import draws_on

pytestmark = pytest.mark.feature("4.6")


def test_the_pool_has_it_until_one_takes_it_and_gives_it_back(university, guo, lv, cast, tables):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    assert lv.finds_todo(plan, list="pool")["holder"] == "采购办"
    assert guo.claims(task)["claim"]["by"]["name"] == "郭海燕"
    assert guo.finds_todo(plan)["claim"]["by"]["name"] == "郭海燕" and lv.finds_todo(plan, list="pool") is None
    seen = lv.opens(task)
    assert (seen["moves"], seen["claimable"], seen["claimed_by_other"]["by"]["name"]) == ([], False, "郭海燕")
    with tables.plan_unchanged(plan):
        for act in (lambda: lv.decides(task, "approval", {"name": "file"}), lambda: lv.claims(task), lambda: lv.releases(task),
                    lambda: lv.decides(task, "approval", {"name": "refuse", "opinion": lv.opinion()})):
            with refused(409, "claimed_by_other"):
                act()
        with refused(409, "already_claimed"):
            guo.claims(task)
    assert guo.releases(task)["claim"] is None
    with refused(409, "not_claimed"):
        guo.releases(task)
    assert lv.claims(task)["claim"]["by"]["name"] == "吕明"
    assert lv.decides(task, "approval", {"name": "file"})["filing_number"]
    with refused(409, "already_decided"):
        guo.claims(task)


def test_another_regions_office_knows_nothing_of_it(university, guo, cast):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    other = cast.dongjie
    assert other.finds_todo(plan, list="pool") is None
    for act in (lambda: other.opens(task), lambda: other.claims(task), lambda: other.decides(task, "approval", {"name": "file"}),
                lambda: other.decides(task, "approval", {"name": "refuse", "opinion": other.opinion()})):
        with refused(404, "not_found"):
            act()


def test_of_two_officers_at_once_one_decides(university, guo, lv, tables):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    refusal = lv.opinion("不予备案")
    results = at_once(lambda: guo.decides(task, "approval", {"name": "file"}), lambda: lv.decides(task, "approval", {"name": "refuse", "opinion": refusal}))
    [won], [lost] = done(results), refusals(results)
    assert (lost.answer.status, lost.code) == (409, "already_decided")
    winner = guo if won["filing_number"] else lv
    assert lost.problem["current"]["by"]["name"] == winner.name
    assert [act for act in tables.acts_on(plan) if act == "task_answered"] == ["task_answered"]


def test_of_two_who_claim_at_once_one_has_it(university, guo, lv):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    results = at_once(lambda: guo.claims(task), lambda: lv.claims(task))
    [won], [lost] = done(results), refusals(results)
    assert (lost.answer.status, lost.code) == (409, "claimed_by_other")
    assert lv.opens(task)["todo"]["claim"] == won["claim"]


def test_a_refused_filing_stays_with_the_handler_to_edit_file_again_or_return(university, lin, huang, liu, guo):
    budget = lin.has_a_budget()
    plan = university.has_a_plan_at("FinanceOffice", draws_on(budget))
    refused_ = guo.refuses_filing(plan, "请补充用途")
    assert refused_["next"]["person"]["name"] == "刘洋" and refused_["filing_number"] is None
    opened = liu.opens(liu.receives(plan, "Filing"))
    assert opened["editable"] and {move["kind"]: move["disabled"] for move in opened["moves"]} == {
        "send": None, "finish": "尚未取得计划备案号", "return": None}
    assert lin.sees_balance(budget) == ("50000.00", "50000.00")
    assert liu.looks_at(plan)["filing_label"] == "不予备案"
    liu.edits(plan, lines=[draws_on(budget, quantity=8)])
    assert lin.sees_balance(budget) == ("60000.00", "40000.00")
    liu.applies_for_filing(plan)
    assert liu.looks_at(plan)["filing_label"] == "已申请备案，审核中"
    guo.refuses_filing(plan)
    liu.returns(plan, to="DemandLead", at="Filing")
    huang.receives(plan, "DemandLead")


@pytest.mark.feature("4.5", "4.6")
@pytest.mark.parametrize("more", [{"quantity": 12}, {"quantity": 2, "price": "25000"}, {"item": "A02010104"}])
def test_what_goes_beyond_what_the_units_lead_approved_is_not_filed_before_they_saw_it(university, lin, liu, hao, more):
    budget = lin.has_a_budget(line("100000", item="A020101"))
    plan = university.has_a_plan_at("Filing", draws_on(budget))
    task = liu.receives(plan, "Filing")
    liu.edits(plan, task=task, lines=[draws_on(budget, **more)])
    closed = "单位领导审核后增加了金额或改动了品目，请退回单位领导重新审核"
    assert {move["label"]: move["disabled"] for move in liu.opens(task)["moves"]}["计划备案"] == closed
    with refused(422, "move_disabled") as wrong:
        liu.applies_for_filing(plan)
    assert wrong.problem["title"] == closed
    liu.returns(plan, to="UnitLead", at="Filing", straight=True)
    hao.receives(plan, "UnitLead")
    hao.sends_straight_back(plan)
    liu.receives(plan, "Filing")
    liu.applies_for_filing(plan)


@pytest.mark.feature("4.6")
def test_less_than_what_was_approved_is_filed_without_asking_again(university, lin, liu):
    budget = lin.has_a_budget()
    plan = university.has_a_plan_at("Filing", draws_on(budget))
    task = liu.receives(plan, "Filing")
    liu.edits(plan, task=task, lines=[draws_on(budget, quantity=8)])
    assert {move["label"]: move["disabled"] for move in liu.opens(task)["moves"]}["计划备案"] is None
    liu.applies_for_filing(plan)


def test_a_filed_plan_is_neither_edited_nor_returned_nor_filed_again(university, liu, guo, tables):
    plan = university.has_a_plan_at("FinanceOffice")
    number = guo.files(plan)["filing_number"]
    task = liu.receives(plan, "Filing")
    opened = liu.opens(task)
    assert not opened["editable"] and [(move["kind"], move["disabled"]) for move in opened["moves"]] == [("finish", None)]
    assert (liu.looks_at(plan)["filing_label"], liu.looks_at(plan)["filing_number"]) == ("已备案", number)
    with tables.plan_unchanged(plan):
        with refused(422, "edit_not_allowed"):
            liu.edits(plan, task=task, name="改名")
        with refused(422, "move_not_offered"):
            liu.returns(plan, at="Filing")
        with refused(422, "move_not_offered"):
            liu.applies_for_filing(plan)
        with refused(422, "move_not_offered"):
            liu.decides(task, "approval", {"name": "file"})


def test_twenty_plans_filed_at_once_have_consecutive_numbers(school):
    handler = school.handler
    plans = at_once(*[lambda: school.has_a_plan_at("Filing")] * 20)
    assert len(done(plans)) == 20, refusals(plans)
    tasks = [handler.receives(plan, "Filing") for plan in plans]
    filed = at_once(*[lambda task=task: handler.decides(task, "approval", {"name": "file"}) for task in tasks])
    assert not refusals(filed), refusals(filed)
    serials = sorted(int(re.search(r"\](\d{5})$", each["filing_number"])[1]) for each in filed)
    assert serials == list(range(serials[0], serials[0] + 20))
    items = sorted(int(re.search(r"-(\d{5})\[", each["filing_number"])[1]) for each in filed)
    assert items == list(range(items[0], items[0] + 20))


def test_a_refusal_needs_its_reason(university, guo):
    plan = university.has_a_plan_at("FinanceOffice")
    with refused(400, "invalid_fields") as wrong:
        guo.decides(guo.receives(plan), "approval", {"name": "refuse"})
    assert wrong.fields == {"opinion": "opinion_missing"}


def test_two_moves_of_one_kind_to_one_step_are_told_apart_by_their_names(university, guo, tables):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    offered = {move["name"]: (move["kind"], move["operation"], move["tone"], move["opinion"], move["lasting"]) for move in guo.opens(task)["moves"]}
    assert offered == {"file": ("answer", "approve_task", "onward", "optional", True),
                       "refuse": ("answer", "approve_task", "refusing", "required", False)}
    with tables.plan_unchanged(plan):
        with refused(400, "invalid_fields") as wrong:
            guo.decides(task, "approval", {"opinion": guo.opinion()})
        assert wrong.fields == {"name": "missing_field"}
        for name, status, code in (("files", 422, "move_not_offered"), ("", 400, "invalid_body"), ("x" * 41, 400, "invalid_body")):
            with refused(status, code):
                guo.decides(task, "approval", {"name": name, "opinion": guo.opinion()})
