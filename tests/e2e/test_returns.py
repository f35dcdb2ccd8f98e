"""Returns (return-task) to any earlier step and its person, and both ways back."""

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.door import refused
from tests.e2e.plan_acts import draws_on


@pytest.mark.feature("4.3")
def test_one_may_return_to_any_step_that_was_passed_and_its_person(lin, huang, zhang, liu):
    plan = lin.has_submitted(huang)
    huang.sends(plan, to=zhang, step="DemandDeputy")
    zhang.sends(plan, to=liu)
    task = liu.receives(plan)
    targets = next(move for move in liu.opens(task)["moves"] if move["kind"] == "return")["targets"]
    assert [(target["step"], target["person"]["name"]) for target in targets] == [
        ("Revise", "林晓"), ("DemandLead", "黄志远"), ("DemandDeputy", "张国栋")]
    liu.returns(plan, to="DemandLead")
    back = huang.receives(plan)
    assert [target["step"] for move in huang.opens(back)["moves"] for target in move["targets"]] == ["Revise"]


@pytest.mark.feature("4.5")
def test_straight_back_skips_the_steps_between(university, lin, huang, hao):
    plan = university.has_a_plan_at("UnitLead")
    hao.returns(plan, to="Revise", straight=True, words="请说明用途")
    task = lin.receives(plan, "Revise")
    straight = lin.opens(task)["moves"][0]
    assert (straight["straight"], straight["label"], straight["disabled"], straight["person"]["person"]["name"]) == (
        True, "直接送回单位领导审核", None, hao.name)
    lin.sends_straight_back(plan)
    again = hao.receives(plan, "UnitLead")
    targets = next(move for move in hao.opens(again)["moves"] if move["kind"] == "return")["targets"]
    assert [target["step"] for target in targets] == ["Revise", "DemandLead", "ProcurementHandler", "ProcurementLead"]


@pytest.mark.feature("4.4")
def test_returned_the_long_way_it_passes_every_step_again(university, lin, huang, wang):
    plan = university.has_a_plan_at("ProcurementLead")
    wang.returns(plan, to="Revise", straight=False)
    task = lin.receives(plan, "Revise")
    assert not any(move["straight"] for move in lin.opens(task)["moves"])
    with refused(422, "move_not_offered") as wrong:
        lin.sends_straight_back(plan)
    assert wrong.problem["legal_moves"]
    lin.sends(plan, to=huang, step="DemandLead")
    university.brings(plan, "UnitLead")


@pytest.mark.feature("4.4")
def test_straight_back_is_refused_once_the_amount_was_raised(university, lin, huang, wang, tables):
    budget = lin.has_a_budget(line("100000"))
    plan = university.has_a_plan_at("ProcurementLead", draws_on(budget))
    wang.returns(plan, to="Revise", straight=True)
    lin.receives(plan, "Revise")
    lin.edits(plan, lines=[draws_on(budget, price="6000")])
    assert lin.sees_balance(budget) == ("40000.00", "60000.00")
    task = lin.receives(plan, "Revise")
    assert lin.opens(task)["moves"][0]["disabled"] == "金额、品目或采购方式已修改，须重新逐环节审批"
    with tables.plan_unchanged(plan, budget), refused(422, "move_disabled") as closed:
        lin.sends_straight_back(plan)
    assert [move["to"] for move in closed.problem["legal_moves"] if not move["disabled"]] == ["DemandLead", "ConsultColleague"]
    lin.sends(plan, to=huang, step="DemandLead", at="Revise")
    huang.receives(plan, "DemandLead")


@pytest.mark.feature("4.3")
def test_new_parameters_alone_leave_the_straight_way_open(university, lin, liu):
    budget = lin.has_a_budget(line("100000"))
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
    liu.returns(plan, to="Revise", straight=True)
    lin.receives(plan, "Revise")
    lin.edits(plan, lines=[draws_on(budget, parameters="16核 32GB")])
    lin.sends_straight_back(plan)
    liu.receives(plan, "ProcurementHandler")


@pytest.mark.feature("4.5")
def test_a_return_while_a_question_is_open_still_finds_the_way(university, lin, chen, huang, hao):
    plan = university.has_a_plan_at("UnitLead")
    hao.returns(plan, to="Revise", straight=True)
    lin.consults(plan, chen, at="Revise")
    asked = chen.receives(plan)
    assert not any(move["straight"] for move in chen.opens(asked)["moves"])
    chen.answers(plan)
    lin.sends_straight_back(plan)
    hao.receives(plan, "UnitLead")


@pytest.mark.feature("4.6")
def test_a_return_from_filing_keeps_the_budget_reserved(university, lin, huang, liu):
    budget = lin.has_a_budget(line("100000"))
    plan = university.has_a_plan_at("Filing", draws_on(budget))
    liu.returns(plan, to="DemandLead", at="Filing")
    huang.receives(plan, "DemandLead")
    assert lin.sees_balance(budget) == ("50000.00", "50000.00")
    university.brings(plan, "Filing")


@pytest.mark.feature("4.1", "4.4")
def test_a_return_needs_its_target_its_reason_and_its_way_back(huang, wang, university, tables):
    plan = university.has_a_plan_at("ProcurementLead")
    task = wang.receives(plan)
    with tables.plan_unchanged(plan):
        with refused(400, "invalid_fields") as nowhere:
            wang.returns(plan, to="UnitLead")
        assert nowhere.fields == {"to": "target_unknown"}
        for missing in ("to", "opinion", "straight"):
            body = {"to": "Revise", "straight": False, "opinion": wang.opinion()}
            del body[missing]
            with refused(400, "invalid_body") as wrong:
                wang.decides(task, "return", body)
            assert wrong.fields == {missing: "missing_field"}


@pytest.mark.feature("4.1")
def test_earlier_opinions_stay_with_the_version_they_were_given_on(university, lin, huang, liu):
    budget = lin.has_a_budget(line("100000"))
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
    liu.edits(plan, lines=[draws_on(budget, quantity=9)])
    liu.returns(plan, to="DemandLead", words="数量改为9台，请再审")
    huang.sends(plan, to=liu, step="ProcurementHandler", words="数量合适", at="DemandLead")
    liu.receives(plan, "ProcurementHandler")
    steps = [step for step in lin.sees_flow(plan)["steps"] if step["opinion"]]
    assert [step["opinion"].split("（")[0] for step in steps] == ["同意", "数量改为9台，请再审", "数量合适"]
    first, second, third = [step["content_version"] for step in steps]
    assert first < second == third
