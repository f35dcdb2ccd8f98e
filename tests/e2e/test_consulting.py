"""Asking others for their opinion (consult-task): colleagues at submission, other departments' leads, the meeting's changes."""

import pytest

from tests.e2e.door import refused


@pytest.mark.feature("4.1")
def test_a_colleague_who_is_asked_may_ask_on_and_every_answer_finds_its_asker(lin, chen, cast, huang):
    wu = cast.wujianfeng
    plan = lin.has_submitted(huang)
    huang.returns(plan)
    lin.consults(plan, chen, at="Revise")
    chen.consults(plan, wu)
    assert wu.answers(plan)["next"]["person"]["name"] == "陈雨婷"
    assert chen.answers(plan)["next"]["person"]["name"] == "林晓"
    lin.sends(plan, to=huang, step="DemandLead", at="Revise")
    huang.receives(plan)


@pytest.mark.feature("4.1")
def test_whoever_waits_for_an_answer_is_not_asked_again(lin, chen, cast, huang):
    plan = lin.has_submitted(huang)
    huang.returns(plan)
    lin.consults(plan, chen, at="Revise")
    task = chen.receives(plan)
    assert lin.name not in chen.can_choose(task, "consult") and chen.name not in chen.can_choose(task, "consult")
    for asked in (lin, chen, huang, cast.xujing):
        with refused(400, "invalid_fields") as wrong:
            chen.consults(plan, asked)
        assert wrong.fields == {"person": "person_not_eligible"}


@pytest.mark.feature("4.1")
def test_another_departments_lead_gives_an_opinion_that_comes_back_with_it(huang, zheng, cast, lin):
    plan = lin.has_submitted(huang)
    task = huang.receives(plan)
    assert set(huang.can_choose(task, "consult")) == {"郑伟", "蔡敏", "谢美玲"}
    huang.consults(plan, zheng, "请提意见")
    asked = zheng.receives(plan)
    assert [move["kind"] for move in zheng.opens(asked)["moves"]] == ["answer", "consult"]
    zheng.consults(plan, cast.caimin, "也请档案馆看看")
    cast.caimin.answers(plan)
    assert zheng.answers(plan, "建议采购国产设备")["next"]["person"]["name"] == "黄志远"
    huang.receives(plan)
    opinions = [step["opinion"] for step in huang.sees_flow(plan)["steps"] if step["todo"]["holder"] == "郑伟"]
    assert [opinion.split("（")[0] for opinion in opinions] == ["也请档案馆看看", "建议采购国产设备"]


@pytest.mark.feature("4.1")
def test_questions_are_nested_three_deep_and_no_deeper(unit):
    lin, depth = unit.raiser, [unit.colleague, unit.newcomer(), unit.newcomer()]
    plan = lin.has_submitted(unit.lead)
    unit.lead.returns(plan)
    for asker, asked in zip([lin, *depth], depth):
        asker.consults(plan, asked)
    last = depth[-1].receives(plan)
    consult = next(move for move in depth[-1].opens(last)["moves"] if move["kind"] == "consult")
    assert consult["disabled"] == "征求意见最多3层"
    with refused(422, "move_disabled"):
        depth[-1].consults(plan, unit.newcomer())
    for each in reversed(depth):
        each.answers(plan)
    lin.receives(plan, "Revise")


@pytest.mark.feature("4.1")
def test_an_opinion_that_is_asked_for_must_be_given(huang, zheng, lin):
    plan = lin.has_submitted(huang)
    huang.consults(plan, zheng)
    with refused(400, "invalid_fields") as wrong:
        zheng.decides(zheng.receives(plan), "approval", {"kind": "answer"})
    assert wrong.fields == {"opinion": "opinion_missing"}
    with refused(400, "invalid_body") as empty:
        zheng.decides(zheng.receives(plan), "approval", {"kind": "answer", "opinion": "  "})
    assert empty.fields == {"opinion": "invalid_value"}


@pytest.mark.feature("4.4")
def test_the_meetings_changes_come_back_to_the_one_who_asked_for_them(university, liu, wang):
    plan = university.has_a_plan_at("ProcurementLead")
    wang.sends(plan, to=liu, step="MeetingChanges", words="按办公会议意见修改")
    task = liu.receives(plan, "MeetingChanges")
    opened = liu.opens(task)
    assert opened["editable"] and [move["label"] for move in opened["moves"]] == ["送回采购主管处室领导审核"]
    liu.edits(plan, name=plan["name"] + "（会议修改）")
    assert liu.answers(plan | {"name": plan["name"] + "（会议修改）"})["next"]["person"]["name"] == wang.name
    back = wang.receives(plan | {"name": plan["name"] + "（会议修改）"}, "ProcurementLead")
    assert [move["to"] for move in wang.opens(back)["moves"] if move["kind"] == "send"] == ["UnitLead", "MeetingChanges"]


@pytest.mark.feature("4.2")
def test_the_deputys_branch_leads_to_the_procurement_handler(lin, huang, zhang, liu):
    plan = lin.has_submitted(huang)
    huang.sends(plan, to=zhang, step="DemandDeputy")
    task = zhang.receives(plan)
    assert [(move["kind"], move["to"]) for move in zhang.opens(task)["moves"]] == [
        ("send", "ProcurementHandler"), ("return", None)]
    zhang.sends(plan, to=liu)
    liu.receives(plan, "ProcurementHandler")
