"""Decisions (approve-task) and edits (edit-plan): once whatever happens, and what is refused changes nothing."""

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.door import at_once, done, new_key, refusals, refused
from tests.e2e.plan_acts import draws_on


def approval(person, to="ProcurementHandler", opinion="同意送审", **more) -> dict:
    return {"to": to, "person": person.id, "opinion": opinion} | more


@pytest.mark.feature("4.1")
def test_the_same_decision_eight_times_at_once_acts_once_and_answers_alike(university, huang, liu, tables):
    plan, key = university.has_a_plan_at("DemandLead"), new_key()
    task, body = huang.receives(plan), approval(liu, opinion=huang.opinion())
    answers = at_once(*[lambda: huang.decides(task, "approval", body, key)] * 8)
    assert all(answer == answers[0] for answer in answers), answers
    liu.receives(plan)
    assert huang.decides(task, "approval", body, key) == answers[0]
    assert tables.acts_on(plan).count("task_sent") == 1
    with tables.plan_unchanged(plan):
        with refused(409, "idempotency_key_reused"):
            huang.decides(task, "approval", body | {"opinion": huang.opinion("另一个意见")}, key)
        with refused(409, "idempotency_key_reused"):
            huang.decides(task, "return", {"to": "Revise", "straight": False, "opinion": huang.opinion()}, key)


@pytest.mark.feature("4.1")
def test_eight_different_decisions_at_once_are_one(university, huang, liu, cast, tables):
    plan = university.has_a_plan_at("DemandLead")
    task = huang.receives(plan)
    bodies = [approval(person, opinion=huang.opinion()) for person in (liu, cast.hexiaohui) * 4]
    results = at_once(*[lambda body=body: huang.decides(task, "approval", body) for body in bodies])
    [won], lost = done(results), refusals(results)
    assert {(each.answer.status, each.code) for each in lost} == {(409, "already_decided")}
    assert all(each.problem["current"]["person"] == won["next"]["person"] for each in lost)
    assert tables.acts_on(plan).count("task_sent") == 1


@pytest.mark.feature("4.3")
def test_edited_and_sent_at_once_the_opinion_is_on_what_was_seen(university, lin, liu, wang):
    for _ in range(3):
        budget = lin.has_a_budget()
        plan = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
        task, version = liu.receives(plan), liu.looks_at(plan)["version"]
        results = at_once(
            lambda: liu.edits(plan, task=task, version=version, lines=[draws_on(budget, quantity=11)]),
            lambda: liu.decides(task, "approval", approval(wang, "ProcurementLead", liu.opinion())))
        for lost in refusals(results):
            assert (lost.answer.status, lost.code) in {(409, "stale_version"), (409, "already_decided")}
        edited = not isinstance(results[0], Exception)
        assert len(done(results)) >= 1
        assert lin.sees_balance(budget)[1] == ("55000.00" if edited else "50000.00")
        flow = lin.sees_it_settle(plan)
        assert len(flow["edits"]) == int(edited)


@pytest.mark.feature("4.3")
def test_every_change_is_kept_before_and_after(university, lin, liu):
    budget = lin.has_a_budget(line("100000"), line("60000", item="A02020000", price="8000", quantity=5))
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
    upload = liu.attaches(name="比价文件.pdf")
    edited = liu.edits(plan, name="改名后的计划", attachments=[upload], lines=[
        draws_on(budget, quantity=12, parameters="教学用"), draws_on(budget, 2, "A02020200", "8000", 1)])
    changes = {(change["field"], change["label"]): (change["before"], change["after"]) for change in edited["changes"]}
    assert changes[("name", "计划名称")] == (plan["name"], "改名后的计划")
    assert changes[("lines[0].quantity", "第1行数量")] == ("10", "12")
    assert changes[("lines[0].parameters", "第1行商品参数")] == ("8核 16GB 512GB固态", "教学用")
    assert changes[("lines[1].item", "第2行品目")] == (None, "A02020200 投影仪")
    assert changes[("attachments", "附件")] == (None, "比价文件.pdf")
    [kept] = lin.sees_flow(plan)["edits"]
    assert kept["changes"] == edited["changes"] and kept["by"]["name"] == "刘洋"
    assert liu.receives({"id": plan["id"], "name": "改名后的计划"}) and lin.sees_balance(budget) == ("92000.00", "68000.00")


@pytest.mark.feature("4.3")
def test_an_edit_is_refused_where_it_may_not_be(university, lin, huang, liu, wei, tables):
    budget = lin.has_a_budget()
    plan = university.has_a_plan_at("DemandLead", draws_on(budget))
    first, lines = huang.receives(plan), [draws_on(budget, quantity=9)]
    with tables.plan_unchanged(plan, budget):
        for stranger in (lin, liu):
            with refused(404, "not_found"):
                stranger.edits(plan, task=first, lines=lines)
        with refused(404, "not_found"):
            wei.writes("PUT", f"/api/plans/{plan['id']}/content", {"task": first, "version": 1, "name": "x", "lines": lines})
    university.brings(plan, "ProcurementHandler")
    task = liu.receives(plan)
    with tables.plan_unchanged(plan, budget):
        with refused(422, "nothing_changed"):
            liu.edits(plan)
        with refused(409, "stale_version") as stale:
            liu.edits(plan, version=1, lines=lines)
        assert stale.problem["current"]["version"] == liu.looks_at(plan)["version"]
        with refused(422, "budget_insufficient"):
            liu.edits(plan, lines=[draws_on(budget, quantity=21)])
        with refused(400, "invalid_fields") as empty:
            liu.edits(plan, lines=[])
        assert empty.fields == {"lines": "missing_field"}
        with refused(404, "not_found"):
            liu.edits(plan, task=first, lines=lines)
    university.brings(plan, "ProcurementLead")
    with tables.plan_unchanged(plan, budget), refused(409, "already_decided"):
        liu.edits(plan, task=task, lines=lines)


@pytest.mark.feature("4.3")
def test_two_plans_edited_at_once_never_take_more_than_there_is(university, lin, liu):
    budget = lin.has_a_budget(line("100000"))
    plans = [university.has_a_plan_at("ProcurementHandler", draws_on(budget, quantity=8)) for _ in range(2)]
    results = at_once(*[lambda plan=plan: liu.edits(plan, lines=[draws_on(budget, quantity=12)]) for plan in plans])
    assert len(done(results)) == 1 and [lost.code for lost in refusals(results)] == ["budget_insufficient"]
    assert lin.sees_balance(budget) == ("0.00", "100000.00")


@pytest.mark.feature("3.10")
def test_plans_submitted_at_once_never_reserve_more_than_there_is(lin, huang):
    budget = lin.has_a_budget(line("100000"))
    plans = [lin.begins_a_plan(draws_on(budget, quantity=6)) for _ in range(5)]
    results = at_once(*[lambda plan=plan: lin.submits(plan, to=huang) for plan in plans])
    assert len(done(results)) == 3 and {lost.code for lost in refusals(results)} == {"budget_insufficient"}
    assert lin.sees_balance(budget) == ("10000.00", "90000.00")


@pytest.mark.feature("4.1")
def test_someone_elses_task_is_nobodys_business(university, huang, lin, chen, zheng, liu, wei, tables):
    plan = university.has_a_plan_at("DemandLead")
    task = huang.receives(plan)
    with tables.plan_unchanged(plan):
        for who in (lin, chen, zheng, liu, wei):
            for how, body in [("approval", approval(liu, opinion=who.opinion())),
                              ("return", {"to": "Revise", "straight": False, "opinion": who.opinion()}),
                              ("consultation", {"person": zheng.id, "opinion": who.opinion()})]:
                with refused(404, "not_found"):
                    who.decides(task, how, body)


@pytest.mark.feature("4.1", "4.6")
def test_nobody_decides_on_their_own_plan_whatever_roles_they_hold(unit, guo, tables):
    huang, liu = unit.lead, unit.handler
    many = unit.newcomer(roles="demand_handler;demand_lead;procurement_handler;unit_lead;finance_office")
    plan = many.begins_a_plan(draws_on(many.has_a_budget()))
    assert many.name not in many.can_choose(many.looks_at(plan)["submission"]["task"], "send", "DemandLead")
    with refused(400, "invalid_fields") as oneself:
        many.submits(plan, to=many)
    assert oneself.fields == {"person": "person_not_eligible"}
    many.submits(plan, to=huang)
    task = huang.receives(plan)
    assert many.name not in huang.can_choose(task, "send", "ProcurementHandler")
    with refused(400, "invalid_fields") as raiser:
        huang.sends(plan, to=many, step="ProcurementHandler")
    assert raiser.fields == {"person": "person_not_eligible"}
    unit.office(guo).brings(plan, "FinanceOffice")
    pooled = guo.receives(plan)
    with tables.plan_unchanged(plan):
        for act in (lambda: many.decides(pooled, "approval", {"name": "file"}), lambda: many.claims(pooled)):
            with refused(404, "not_found"):
                act()
    assert guo.files(plan)["filing_number"]


@pytest.mark.feature("4.5")
def test_a_move_that_is_not_offered_is_refused_with_those_that_are(university, hao, liu, wang, tables):
    plan = university.has_a_plan_at("UnitLead")
    task = hao.receives(plan)
    with tables.plan_unchanged(plan):
        for how, body in [("approval", approval(wang, "ProcurementLead")), ("approval", {"kind": "finish"}),
                          ("approval", {"kind": "answer", "opinion": "好"}), ("approval", approval(liu, "Filing", straight=True)),
                          ("consultation", {"person": wang.id, "opinion": "请提意见"})]:
            with refused(422, "move_not_offered") as wrong:
                hao.decides(task, how, body)
            assert [move["kind"] for move in wrong.problem["legal_moves"]] == ["send", "return"]
        for body, field, code in [({"to": "Filing", "opinion": "同意"}, "person", "person_missing"),
                                  (approval(wang, "Filing"), "person", "person_not_eligible"),
                                  ({"to": "Filing", "person": "nobody", "opinion": "同意"}, "person", "person_not_eligible"),
                                  ({"to": "Filing", "person": liu.id}, "opinion", "opinion_missing")]:
            with refused(400, "invalid_fields") as wrong:
                hao.decides(task, "approval", body)
            assert wrong.fields == {field: code}


@pytest.mark.feature("4.1")
def test_what_was_decided_is_decided(university, huang, liu, tables):
    plan = university.has_a_plan_at("DemandLead")
    task = huang.receives(plan)
    huang.sends(plan, to=liu, step="ProcurementHandler")
    liu.receives(plan)
    with tables.plan_unchanged(plan):
        with refused(409, "already_decided") as decided:
            huang.decides(task, "approval", approval(liu, opinion=huang.opinion()))
        assert (decided.problem["current"]["by"]["name"], decided.problem["current"]["label"]) == ("黄志远", "送采购主管处室经办审批")
