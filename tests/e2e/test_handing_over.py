"""Authority at use, and handing over (hand-over-task, list-successors, list-under-way): 13.3."""

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.door import at_once, done, new_key, refusals, refused
from tests.e2e.people import imports
from tests.e2e.plan_acts import draws_on

pytestmark = pytest.mark.feature("13.3")
WHY = "原办理人已调离"


@pytest.fixture
def admin(unit):
    return unit.newcomer("leads", "unit_admin", "管理员")


@pytest.fixture
def office(unit, guo):
    return unit.office(guo)


def becomes(stack, person, roles: str, department: str | None = None) -> None:
    """Their roles and department are others from now on, by the import that an administrator uses."""
    imports(stack, {"id": person.id, "name": person.name, "unit": person.unit, "department": department or person.department,
                    "user_name": person.user_name, "roles": roles, "password": person.password})


def test_a_lead_who_lost_the_role_decides_no_more_and_the_sender_hands_it_over(unit, office, stack, tables):
    second = unit.newcomer("demand", "demand_lead", "新任领导")
    plan = office.has_a_plan_at("DemandLead")
    task = unit.lead.receives(plan)
    becomes(stack, unit.lead, "demand_handler")
    with tables.plan_unchanged(plan):
        opened = unit.lead.opens(task)
        assert opened["moves"] == [] and "不能办理" in opened["lost"] and not opened["editable"]
        for how, body in (("approval", {"to": "ProcurementHandler", "person": unit.handler.id, "opinion": unit.lead.opinion()}),
                          ("return", {"to": "Revise", "straight": False, "opinion": unit.lead.opinion()}),
                          ("consultation", {"person": unit.other_lead.id, "opinion": unit.lead.opinion()})):
            with refused(403, "authority_lost"):
                unit.lead.decides(task, how, body)
        with refused(403, "authority_lost"):
            unit.lead.can_choose(task, to="ProcurementHandler")
    assert unit.raiser.opens(f"plan.{plan['id']}.1.0")["handable"] == task
    assert unit.raiser.sees_successors(task) == ["新任领导"]
    handed = unit.raiser.hands_over(task, second, WHY)
    assert handed == {"task": task, "label": "需求处室领导审核", "holder": "新任领导"}
    assert second.receives(plan) == task and unit.lead.finds_todo(plan) is None
    for told in (second, unit.lead):
        assert [notice["reason_label"] for notice in told.sees_notices(plan)] == ["任务移交"]
    assert unit.raiser.sees_flow(plan)["place"]["holder"]["name"] == "新任领导"
    assert tables.acts_on(plan)[-1] == "task_handed_over"
    second.sends(plan, to=unit.handler, step="ProcurementHandler")
    with refused(404, "not_found"):
        unit.lead.decides(task, "approval", {"to": "ProcurementHandler", "person": unit.handler.id, "opinion": "同意"})


def test_a_lead_who_moved_to_another_department_does_not_decide_on_the_old_ones_plan(unit, office, stack):
    plan = office.has_a_plan_at("DemandLead")
    task = unit.lead.receives(plan)
    becomes(stack, unit.lead, "demand_lead", unit.department("other"))
    with refused(403, "authority_lost"):
        unit.lead.decides(task, "approval", {"to": "ProcurementHandler", "person": unit.handler.id, "opinion": unit.lead.opinion()})
    becomes(stack, unit.lead, "demand_lead")
    unit.lead.sends(plan, to=unit.handler, step="ProcurementHandler")


def test_a_raiser_who_moved_sends_no_draft_from_the_new_department(unit, stack, tables):
    budget = unit.raiser.has_a_budget(line("100000"))
    plan = unit.raiser.begins_a_plan(draws_on(budget))
    becomes(stack, unit.raiser, "demand_handler", unit.department("other"))
    with tables.plan_unchanged(plan, budget), refused(403, "authority_lost"):
        unit.raiser.submits(plan, to=unit.other_lead)
    assert unit.raiser.looks_at(plan)["submission"] is None


def test_the_administrator_finds_what_is_stuck_and_hands_it_over_even_after_the_finance_office(unit, office, admin, guo, stack):
    plan = office.has_a_plan_at("FinanceOffice")
    becomes(stack, unit.handler, "supervisor")
    guo.files(plan)
    unit.raiser.sees_it_settle(plan)
    [row] = admin.reads("/api/tasks/under-way", title=plan["name"])["items"]
    assert (row["stuck"], row["place"]["holder"]["name"], row["kind_label"]) == (True, "采购经办", "采购计划")
    assert admin.sees_successors(row["task"]) == ["采购同事"]
    admin.hands_over(row["task"], unit.second_handler, WHY)
    [row] = admin.reads("/api/tasks/under-way", title=plan["name"])["items"]
    assert (row["stuck"], row["place"]["holder"]["name"]) == (False, "采购同事")
    assert unit.second_handler.finishes(plan)["ended"]
    assert admin.reads("/api/tasks/under-way", title=plan["name"])["items"] == []


def test_a_plan_that_was_returned_to_a_raiser_who_left_goes_on_with_a_colleague(unit, office, admin, stack):
    plan = office.has_a_plan_at("DemandLead")
    unit.lead.returns(plan)
    task = unit.raiser.receives(plan, "Revise")
    becomes(stack, unit.raiser, "supervisor")
    admin.hands_over(task, unit.colleague, WHY)
    unit.colleague.sends(plan, to=unit.lead, step="DemandLead")
    unit.lead.returns(plan)
    assert unit.colleague.receives(plan, "Revise")


def test_only_the_sender_and_the_units_own_administrator_hand_over_and_only_to_a_holder_of_the_role(unit, office, admin, cast, chen, tables):
    plan = office.has_a_plan_at("DemandLead")
    task = unit.lead.receives(plan)
    unit.raiser.sees_it_settle(plan)
    with tables.plan_unchanged(plan):
        for stranger in (unit.lead, unit.colleague, chen, cast.gaoxin, cast.jinhui):
            with refused(404, "not_found"):
                stranger.hands_over(task, unit.other_lead, WHY)
            with refused(404, "not_found"):
                stranger.sees_successors(task)
        for person in (unit.other_lead, unit.lead, unit.raiser, unit.head, chen):
            with refused(400, "invalid_fields") as wrong:
                admin.hands_over(task, person, WHY)
            assert wrong.fields == {"person": "person_not_eligible"}
        with refused(400, "invalid_fields"):
            admin.decides(task, "handover", {"person": "nobody", "reason": WHY})
        for body in ({"person": unit.other_lead.id}, {"person": unit.other_lead.id, "reason": " "}, {"person": "No!", "reason": WHY}):
            with refused(400, "invalid_body"):
                admin.decides(task, "handover", body)
        with refused(403, "not_allowed"):
            unit.raiser.reads("/api/tasks/under-way")
        with refused(400, "invalid_fields"):
            admin.reads("/api/tasks/under-way", kind="budget")


def test_a_raiser_who_moved_does_not_take_the_plan_back_into_a_draft_that_nobody_can_send(unit, office, stack, tables):
    plan = office.has_a_plan_at("DemandLead")
    unit.raiser.sees_it_settle(plan)
    becomes(stack, unit.raiser, "demand_handler", unit.department("other"))
    submission = f"plan.{plan['id']}.1.0"
    with tables.plan_unchanged(plan), refused(403, "authority_lost"):
        unit.raiser.withdraws(submission)
    assert not unit.raiser.opens(submission)["withdrawable"]
    unit.lead.sends(plan, to=unit.handler, step="ProcurementHandler")


def test_a_late_repeat_hands_nothing_over_again(unit, office, admin, tables):
    second, third = unit.newcomer("demand", "demand_lead", "第二位"), unit.newcomer("demand", "demand_lead", "第三位")
    plan, key = office.has_a_plan_at("DemandLead"), new_key()
    task = unit.lead.receives(plan)
    first = unit.raiser.hands_over(task, second, WHY, key)
    admin.hands_over(task, third, WHY)
    assert unit.raiser.hands_over(task, second, WHY, key) == first
    assert unit.raiser.sees_flow(plan)["place"]["holder"]["name"] == "第三位"
    assert tables.acts_on(plan).count("task_handed_over") == 2


def test_what_a_pool_has_or_is_decided_is_not_handed_over(unit, office, admin, guo):
    plan = office.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    with refused(422, "move_not_offered"):
        admin.hands_over(task, unit.second_handler, WHY)
    with refused(409, "already_decided"):
        admin.hands_over(f"plan.{plan['id']}.1.1", unit.second_handler, WHY)


def test_handed_over_and_decided_at_once_is_one_of_both_and_twice_is_once(unit, office, tables):
    second = unit.newcomer("demand", "demand_lead", "新任领导")
    plan = office.has_a_plan_at("DemandLead")
    task = unit.lead.receives(plan)
    unit.raiser.sees_it_settle(plan)
    opinion = unit.lead.opinion()
    results = at_once(lambda: unit.raiser.hands_over(task, second, WHY),
                      lambda: unit.lead.decides(task, "approval", {"to": "ProcurementHandler", "person": unit.handler.id, "opinion": opinion}))
    assert len(done(results)) == 1, refusals(results)
    [lost] = refusals(results)
    assert (lost.answer.status, lost.code) in ((409, "already_decided"), (404, "not_found"), (409, "stale_version"))
    plan, key = office.has_a_plan_at("DemandLead"), new_key()
    task = unit.lead.receives(plan)
    results = at_once(*[lambda: unit.raiser.hands_over(task, second, WHY, key)] * 8)
    assert len(done(results)) == 8, refusals(results)
    assert tables.acts_on(plan).count("task_handed_over") == 1


def test_what_is_returned_to_somebody_who_is_gone_is_given_to_another_at_once(unit, office, stack):
    plan = office.has_a_plan_at("ProcurementHandler")
    successor = unit.newcomer("demand", "demand_lead", "新任领导")
    becomes(stack, unit.lead, "demand_handler")
    task, opinion = unit.handler.receives(plan), unit.handler.opinion()
    [back] = [move for move in unit.handler.opens(task)["moves"] if move["kind"] == "return"]
    assert {target["step"]: target["successor"] for target in back["targets"]} == {"Revise": None, "DemandLead": "demand_lead"}
    assert unit.handler.can_choose(task, "return", "DemandLead") == ["新任领导"]
    with refused(422, "move_not_offered"):
        unit.handler.can_choose(task, "return", "Revise")
    body = {"to": "DemandLead", "straight": False, "opinion": opinion}
    with refused(400, "invalid_fields") as lost:
        unit.handler.decides(task, "return", body)
    assert list(lost.fields) == ["person"]
    with refused(400, "invalid_fields"):
        unit.handler.decides(task, "return", body | {"person": unit.lead.id})
    unit.handler.decides(task, "return", body | {"person": successor.id})
    assert successor.receives(plan, "DemandLead") and unit.lead.finds_todo(plan) is None


def test_a_question_of_somebody_who_is_gone_is_answered_to_another(unit, office, stack):
    plan = office.has_a_plan_at("DemandLead")
    unit.lead.consults(plan, unit.other_lead)
    successor = unit.newcomer("demand", "demand_lead", "新任领导")
    becomes(stack, unit.lead, "demand_handler")
    task = unit.other_lead.receives(plan)
    [answer] = [move for move in unit.other_lead.opens(task)["moves"] if move["kind"] == "answer"]
    assert (answer["person"], answer["role"], answer["scope"]) == (None, "demand_lead", None)
    assert unit.other_lead.can_choose(task, "answer") == ["新任领导"]
    body = {"kind": "answer", "opinion": unit.other_lead.opinion()}
    with refused(400, "invalid_fields"):
        unit.other_lead.decides(task, "approval", body)
    unit.other_lead.decides(task, "approval", body | {"person": successor.id})
    assert successor.receives(plan, "DemandLead")


def test_the_straight_way_to_somebody_who_is_gone_leads_to_another_and_the_usual_way_stays(unit, office, stack):
    plan = office.has_a_plan_at("ProcurementHandler")
    first = unit.handler.receives(plan)
    unit.handler.decides(first, "return", {"to": "DemandLead", "straight": True, "opinion": unit.handler.opinion()})
    task = unit.lead.receives(plan, "DemandLead")
    becomes(stack, unit.handler, "supervisor")
    straight, usual = [move for move in unit.lead.opens(task)["moves"] if move["to"] == "ProcurementHandler"]
    assert (straight["straight"], straight["role"], straight["scope"], usual["straight"]) == (True, "procurement_handler", None, False)
    for query in ({}, {"straight": "true"}):
        assert unit.lead.can_choose(task, to="ProcurementHandler", **query) == ["采购同事"]
    body = {"to": "ProcurementHandler", "straight": True, "opinion": unit.lead.opinion()}
    with refused(400, "invalid_fields") as lost:
        unit.lead.decides(task, "approval", body)
    assert list(lost.fields) == ["person"]
    unit.lead.decides(task, "approval", body | {"person": unit.second_handler.id})
    assert unit.second_handler.receives(plan, "ProcurementHandler")


def test_a_question_is_answered_to_whoever_asked_where_nobody_can_take_their_place(unit, office, stack, admin):
    """Then it is handed over from there."""
    plan = office.has_a_plan_at("DemandLead")
    unit.lead.consults(plan, unit.other_lead)
    becomes(stack, unit.lead, "demand_handler")
    task = unit.other_lead.receives(plan)
    [answer] = [move for move in unit.other_lead.opens(task)["moves"] if move["kind"] == "answer"]
    assert (answer["person"]["person"]["id"], answer["role"]) == (unit.lead.id, None)
    unit.other_lead.decides(task, "approval", {"kind": "answer", "opinion": unit.other_lead.opinion()})
    waiting = unit.lead.receives(plan, "DemandLead")
    successor = unit.newcomer("demand", "demand_lead", "新任领导")
    admin.hands_over(waiting, successor, WHY)
    assert successor.receives(plan, "DemandLead") == waiting
