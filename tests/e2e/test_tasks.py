"""My tasks (list-todo, list-done, get-task, flow-state): what is seen of one's work and of a plan's way."""

from datetime import date

import pytest

from tests.e2e.clock import today
from tests.e2e.door import refused

pytestmark = pytest.mark.feature("3.12")


def test_a_todo_says_what_it_is_about_and_where_it_comes_from(university, huang, liu):
    plan = university.has_a_plan_at("ProcurementHandler")
    todo = liu.finds_todo(plan)
    assert (todo["title"], todo["amount"], todo["unit_name"], todo["label"], todo["holder"]) == (
        plan["name"], "50000.00", "福建省示范理工大学", "采购主管处室经办审批", "刘洋")
    assert (todo["sent_from"], todo["sent_by"]["name"], todo["raiser"]["name"], todo["overdue"]) == (
        "需求处室领导审核", "黄志远", "林晓", False)
    assert date.fromisoformat(todo["due"]) > today()


def test_todos_are_counted_and_found_by_title(university, huang):
    before = huang.reads("/api/tasks/todo")["counts"]["mine"]
    plan = university.has_a_plan_at("DemandLead")
    after = huang.reads("/api/tasks/todo", title=plan["name"])
    assert (after["counts"], [todo["subject"] for todo in after["items"]]) == ({"mine": before + 1, "pool": None}, [f"plan.{plan['id']}"])
    assert huang.reads("/api/tasks/todo", title="没有这样的计划")["items"] == []
    with refused(400, "bad_cursor"):
        huang.reads("/api/tasks/todo", cursor="nonsense")
    with refused(400, "invalid_fields"):
        huang.reads("/api/tasks/todo", list="all")
    with refused(403, "not_allowed"):
        huang.reads("/api/tasks/todo", list="pool")


def test_todos_come_page_by_page(museum):
    for _ in range(21):
        museum.has_a_plan_at("DemandLead", amount="50000")
    first = museum.lead.reads("/api/tasks/todo")
    assert first["next"] and len(first["items"]) == 20
    second = museum.lead.reads("/api/tasks/todo", cursor=first["next"])
    ids = [todo["id"] for todo in first["items"] + second["items"]]
    assert len(ids) == len(set(ids)) >= 21
    assert first["counts"]["mine"] >= 21


def test_a_list_reads_both_ways(university, huang):
    for _ in range(3):
        university.has_a_plan_at("ProcurementHandler")
        university.has_a_plan_at("DemandLead", amount="60000")

    def walks(path: str, **query) -> list[dict]:
        items, cursor = [], None
        while True:
            page = huang.reads(path, cursor=cursor, **query)
            items, cursor = items + page["items"], page["next"]
            if not cursor:
                return items

    up, down = (walks("/api/tasks/todo", order=order) for order in ("asc", "desc"))
    assert len(up) >= 3 and [todo["id"] for todo in up] == [todo["id"] for todo in reversed(down)]
    assert [todo["due"] for todo in up] == sorted(todo["due"] for todo in up)
    newest, oldest = (walks("/api/tasks/done", order=order) for order in ("desc", "asc"))
    assert len(oldest) >= 3 and [done["id"] for done in oldest] == [done["id"] for done in reversed(newest)]
    with refused(400, "invalid_fields"):
        huang.reads("/api/tasks/todo", order="up")


def test_what_came_back_is_listed_with_the_words_it_came_with(university, lin, huang, liu):
    plans = [university.has_a_plan_at("ProcurementHandler") for _ in range(2)]
    for plan, words in zip(plans, ("请补充用途", "请核减数量")):
        liu.returns(plan, to="DemandLead", words=words)
        huang.receives(plan, "DemandLead")
    back = [todo for todo in huang.reads("/api/tasks/todo", list="back", order="desc")["items"][:2]]
    assert [(todo["subject"].removeprefix("plan."), todo["sent_by"]["name"], todo["arrived"]["label"], todo["arrived"]["came_back"]) for todo in back] == [
        (plan["id"], "刘洋", "退回", True) for plan in reversed(plans)]
    assert [todo["arrived"]["opinion"][:5] for todo in back] == ["请核减数量", "请补充用途"]
    # Nobody else's, and what one took back oneself did not come back from someone.
    assert not any(lin.finds_todo(plan, list="back") for plan in plans)
    huang.sends(plans[0], liu, "ProcurementHandler")
    liu.receives(plans[0])
    assert not huang.finds_todo(plans[0], list="back")
    [done] = huang.lists_done(title=plans[0]["name"])[:1]
    huang.withdraws(done["id"])
    huang.receives(plans[0], "DemandLead")
    assert not huang.finds_todo(plans[0], list="back") and huang.finds_todo(plans[1], list="back")


def test_done_shows_what_one_decided_newest_first(university, huang):
    plans = [university.has_a_plan_at("ProcurementHandler") for _ in range(2)]
    done = huang.lists_done()
    assert [each["subject"] for each in done[:2]] == [f"plan.{plan['id']}" for plan in reversed(plans)]
    assert (done[0]["label"], done[0]["ended"]["label"], done[0]["ended"]["person"]["name"]) == (
        "需求处室领导审核", "送采购主管处室经办审批", "刘洋")
    [shown] = huang.lists_done(title=plans[0]["name"])
    assert (shown["subject"], shown["now"], shown["holder"]["name"]) == (f"plan.{plans[0]['id']}", "采购主管处室经办审批", "刘洋")


def test_a_submission_is_done_too(lin, huang):
    plan = lin.has_submitted(huang)
    [done] = lin.lists_done(title=plan["name"])
    assert (done["label"], done["ended"]["person"]["name"]) == ("送审", "黄志远")


def test_the_flow_tells_where_it_is_who_did_what_and_what_may_come(university, lin, huang, liu):
    plan = university.has_a_plan_at("ProcurementHandler")
    flow = lin.sees_flow(plan)
    assert (flow["name"], flow["status"], flow["round"], flow["in_transit"]) == (plan["name"], "under_way", 1, False)
    assert (flow["place"]["label"], flow["place"]["holder"]["name"]) == ("采购主管处室经办审批", "刘洋")
    assert flow["coming"] == ["送采购主管处室领导审核", "退回"]
    assert [(step["todo"]["label"], step["ended"] and step["ended"]["label"], step["to_label"]) for step in flow["steps"]] == [
        ("送审", "送需求处室领导审核", "需求处室领导审核"),
        ("需求处室领导审核", "送采购主管处室经办审批", "采购主管处室经办审批"),
        ("采购主管处室经办审批", None, None)]
    assert all(0 <= step["seconds"] < 600 for step in flow["steps"])
    assert huang.sees_flow(plan)["steps"][1]["opinion"].startswith("同意")


def test_a_page_of_a_long_way_is_a_page_and_nothing_of_it_is_lost(university, lin, guo):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    for _ in range(31):
        guo.claims(task)
        guo.releases(task)
    newest = lin.sees_page_of_flow(plan)
    assert [step["todo"]["id"] for step in newest["steps"]] == [task] and newest["coming"]
    before = lin.sees_page_of_flow(plan, cursor=newest["next"])
    assert (before["next"], before["place"]) == (None, newest["place"])
    assert [step["todo"]["label"] for step in before["steps"]][::5] == ["送审", "计划备案和办结"]
    assert all(step["ended"] for step in before["steps"]) and before["steps"][1]["opinion"].startswith("同意")
    whole = [step["todo"]["id"].split(".")[-1] for step in lin.sees_flow(plan)["steps"]]
    assert whole == [str(number) for number in range(len(whole))]
    with refused(400, "bad_cursor"):
        lin.sees_page_of_flow(plan, cursor="nonsense")


def test_a_plan_is_seen_by_its_unit_and_later_by_the_finance_office(university, lin, chen, cast, wei, guo):
    plan = university.has_a_plan_at("Filing")
    for inside in (lin, chen, cast.linzhengping):
        assert (inside.looks_at(plan)["id"], inside.sees_flow(plan)["subject"]) == (plan["id"], f"plan.{plan['id']}")
    for outside in (wei, guo, cast.dongjie):
        with refused(404, "not_found"):
            outside.looks_at(plan)
        with refused(404, "not_found"):
            outside.sees_flow(plan)
    university.handler.applies_for_filing(plan)
    guo.receives(plan)
    assert guo.sees_flow(plan)["name"] == plan["name"]
    with refused(404, "not_found"):
        cast.dongjie.looks_at(plan)


def test_a_task_shows_its_moves_to_its_holder_alone(university, lin, huang, liu, chen, wei):
    plan = university.has_a_plan_at("ProcurementHandler")
    task = liu.receives(plan)
    mine = liu.opens(task)
    assert ([move["kind"] for move in mine["moves"]], mine["editable"], mine["claimable"]) == (["send", "return"], True, False)
    for knower in (lin, huang):
        theirs = knower.opens(task)
        assert (theirs["moves"], theirs["editable"]) == ([], False)
    for stranger in (chen, wei):
        with refused(404, "not_found"):
            stranger.opens(task)
    for wrong in ("plan.1", "nonsense", f"plan.{plan['id']}.1.99", f"plan.{plan['id']}.9.1"):
        with refused(404, "not_found"):
            liu.opens(wrong)


def test_the_people_of_a_step_are_those_who_may_be_chosen(university, huang, liu, wei):
    plan = university.has_a_plan_at("DemandLead")
    task = huang.receives(plan)
    assert {"刘洋", "何晓慧"} <= set(huang.can_choose(task, "send", "ProcurementHandler"))
    assert huang.can_choose(task, "send", "ProcurementHandler", q="晓慧") == ["何晓慧"]
    assert huang.can_choose(task, "send", "DemandDeputy") == ["张国栋"]
    with refused(400, "invalid_fields"):
        huang.can_choose(task, "shout")
    with refused(422, "move_not_offered"):
        huang.can_choose(task, "send", "UnitLead")
    for stranger in (liu, wei):
        with refused(404, "not_found"):
            stranger.can_choose(task, "send", "ProcurementHandler")
    university.brings(plan, "ProcurementHandler")
    with refused(409, "already_decided"):
        huang.can_choose(task, "send", "ProcurementHandler")


def test_a_step_whose_role_nobody_holds_says_whom_to_ask(cast):
    # 省示范档案馆's 办公室 has no lead of its own.
    qiu = cast.qiuting
    moves = {move["to"]: move["disabled"] for move in qiu.looks_at(qiu.begins_a_plan())["submission"]["moves"]}
    assert moves == {"DemandLead": "本处室没有可选的需求处室领导，请联系单位管理员设置人员角色",
                     "ConsultColleague": "本处室没有可选的需求处室经办，请联系单位管理员设置人员角色"}
    # 马尾区示范中学 has one department with a lead, so there is no other lead to be asked.
    school_plan = cast.kongling.has_submitted(cast.dengyong)
    moves = {move["to"]: move["disabled"] for move in cast.dengyong.opens(cast.dengyong.receives(school_plan))["moves"]}
    assert moves["ConsultLead"] == "其他处室没有可选的需求处室领导，请联系单位管理员设置人员角色"
