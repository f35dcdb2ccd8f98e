"""The whole story, as each role: from a budget to the filing number (备案号), 办结 and the table (list-implementation)."""

import re

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.clock import THIS_YEAR
from tests.e2e.door import refused
from tests.e2e.plan_acts import draws_on

NUMBER = re.compile(rf"CGXM-{THIS_YEAR}-350001-(\d{{5}})\[{THIS_YEAR}\](\d{{5}})")


@pytest.mark.feature("2.2", "2.6", "3.1", "3.5", "3.10", "3.12", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6")
def test_a_plan_goes_from_its_budget_to_the_implementation_table(
        lin, chen, huang, zheng, zhang, liu, wang, hao, guo, lv):
    budget = lin.has_a_budget(line("100000"), line("60000", item="A02020000", price="8000", quantity=5))
    computers, projectors = draws_on(budget), draws_on(budget, 2, "A02020200", "8000", 5, parameters="激光 5000流明")
    upload = lin.attaches()
    plan = lin.begins_a_plan(computers)
    kept = lin.saves(plan, lines=[computers, projectors], attachments=[upload])
    assert (kept["amount"], kept["missing"]) == ("90000.00", [])
    assert lin.sees_balance(budget) == ("160000.00", "0.00")

    # 送审 to a colleague first, who gives an opinion; then to the department's lead.
    sent = lin.submits(plan, to=chen, kind="consult", step="ConsultColleague")
    assert sent["next"] == {"label": "本处室人员提出意见", "person": {"id": "chenyuting", "name": "陈雨婷"}}
    assert lin.sees_balance(budget) == ("70000.00", "90000.00")
    answered = chen.answers(plan, "配置合理")
    assert answered["next"]["person"] == {"id": "linxiao", "name": "林晓"}
    lin.sends(plan, to=huang, step="DemandLead", words="已征求意见", at="Revise")

    # 需求处室领导 asks another department's lead, then the deputy.
    huang.consults(plan, zheng, "请信息中心看看配置", at="DemandLead")
    zheng.answers(plan, "建议提高内存")
    huang.sends(plan, to=zhang, step="DemandDeputy", at="DemandLead")
    zhang.sends(plan, to=liu, step="ProcurementHandler")

    # 采购主管处室经办 edits the plan; the budget follows.
    edited = liu.edits(plan, lines=[computers | {"unit_price": "5500"}, projectors])
    assert edited["amount"] == "95000.00"
    assert {(change["field"], change["before"], change["after"]) for change in edited["changes"]} == {
        ("lines[0].unit_price", "5000.00", "5500.00"), ("lines[0].total", "50000.00", "55000.00")}
    assert lin.sees_balance(budget) == ("65000.00", "95000.00")
    liu.sends(plan, to=wang, step="ProcurementLead", at="ProcurementHandler")

    # The meeting's changes come back to the 采购主管处室领导.
    wang.sends(plan, to=liu, step="MeetingChanges", words="按会议意见减少2台", at="ProcurementLead")
    liu.receives(plan, "MeetingChanges")
    liu.edits(plan, lines=[computers | {"unit_price": "5500", "quantity": 8}, projectors])
    back = liu.answers(plan, "已按会议意见修改", at="MeetingChanges")
    assert back["next"] == {"step": "ProcurementLead", "label": "采购主管处室领导审核", "person": {"id": wang.id, "name": wang.name}}
    wang.sends(plan, to=hao, step="UnitLead", at="ProcurementLead")
    hao.sends(plan, to=liu, step="Filing")

    # 备案: not finished before it has its number; refused once, edited, filed again.
    filing = liu.receives(plan, "Filing")
    finish = next(move for move in liu.opens(filing)["moves"] if move["kind"] == "finish")
    assert finish["disabled"] == "尚未取得计划备案号"
    with refused(422, "move_disabled"):
        liu.finishes(plan)
    liu.applies_for_filing(plan)
    task = guo.receives(plan)
    assert (guo.looks_at(plan)["filing_label"], guo.looks_at(plan)["amount"]) == ("已申请备案，审核中", "84000.00")
    guo.refuses_filing(plan, "请注明用途")
    liu.receives(plan, "Filing")
    assert liu.looks_at(plan)["filing_label"] == "不予备案"
    liu.edits(plan, lines=[computers | {"unit_price": "5500", "quantity": 8, "parameters": "教学机房用"}, projectors])
    liu.applies_for_filing(plan)
    assert lv.receives(plan) != task
    filed = lv.files(plan)
    assert NUMBER.fullmatch(filed["filing_number"])
    done = liu.finishes(plan)
    assert done["ended"] and done["next"] is None

    # Finished: in the implementation table, its budget reserved, its whole way to be seen.
    flow = lin.sees_it_settle(plan)
    assert (flow["status"], flow["place"], flow["coming"], flow["filing_number"]) == ("finished", None, [], filed["filing_number"])
    [row] = liu.sees_implementation(query=plan["name"])
    assert (row["plan"], row["filing_number"], row["amount"]) == (plan["id"], filed["filing_number"], "84000.00")
    assert lin.sees_balance(budget) == ("76000.00", "84000.00")
    assert [step["todo"]["label"] for step in flow["steps"]] == [
        "送审", "本处室人员提出意见", "需求处室经办修改", "需求处室领导审核", "其他处室领导提出意见", "需求处室领导审核",
        "需求处室分管领导审批", "采购主管处室经办审批", "采购主管处室领导审核", "按会议审定意见修改采购计划",
        "采购主管处室领导审核", "单位领导审核", "计划备案和办结", "采购办备案审核", "计划备案和办结", "采购办备案审核", "计划备案和办结"]
    assert [step["ended"]["by"]["name"] for step in flow["steps"]] == [
        "林晓", "陈雨婷", "林晓", "黄志远", "郑伟", "黄志远", "张国栋", "刘洋", "王建国", "刘洋", "王建国", "陈浩然",
        "刘洋", "郭海燕", "刘洋", "吕明", "刘洋"]
    assert [edit["by"]["name"] for edit in flow["edits"]] == ["刘洋"] * 3


@pytest.mark.feature("4.6")
def test_a_region_may_file_ordinary_plans_without_a_review(school):
    plan = school.has_a_plan_at("Filing")
    task = school.handler.receives(plan, "Filing")
    moves = {move["kind"]: move["disabled"] for move in school.handler.opens(task)["moves"]}
    assert moves == {"stay": None, "finish": "尚未取得计划备案号", "return": None}
    filed = school.handler.files(plan, at="Filing")
    assert re.fullmatch(rf"CGXM-{THIS_YEAR}-350105-\d{{5}}\[{THIS_YEAR}\]\d{{5}}", filed["filing_number"])
    assert filed["next"]["person"]["name"] == school.handler.name
    school.handler.finishes(plan)
    assert school.raiser.sees_it_settle(plan)["status"] == "finished"
    assert [row["filing_number"] for row in school.handler.sees_implementation(query=plan["name"])] == [filed["filing_number"]]


@pytest.mark.feature("4.6")
def test_filing_numbers_of_a_region_follow_one_another(museum):
    serials = []
    for _ in range(2):
        plan = museum.has_a_plan_at("FinanceOffice")
        number = museum.finance.files(plan)["filing_number"]
        found = re.fullmatch(rf"CGXM-{THIS_YEAR}-350100-(\d{{5}})\[{THIS_YEAR}\](\d{{5}})", number)
        serials.append((int(found[1]), int(found[2])))
        museum.handler.finishes(plan)
    assert serials[1] == (serials[0][0] + 1, serials[0][1] + 1)
