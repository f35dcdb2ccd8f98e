"""Reminding by hand (remind-task, list-notices) and by the schedule (remind-due)."""

from datetime import date, timedelta

import pytest

from tests.e2e.clock import today
from tests.e2e.door import refused
from tests.e2e.own_unit import OwnUnit
from tests.e2e.people import imports

pytestmark = pytest.mark.feature("13.2")


def test_the_raiser_and_the_sender_remind_once_a_day(university, lin, huang, liu, chen):
    plan = university.has_a_plan_at("ProcurementHandler")
    task = liu.receives(plan)
    assert lin.opens(task)["remindable"] and huang.opens(task)["remindable"]
    reminded = lin.reminds(f"plan.{plan['id']}.1.0")
    assert reminded == {"task": task, "label": "采购主管处室经办审批", "holder": "刘洋", "reminders": 1}
    [notice] = liu.sees_notices(plan)
    assert (notice["reason_label"], notice["title"], notice["task"]) == ("催办", plan["name"], task)
    assert liu.finds_todo(plan)["reminders"] == 1 and not lin.opens(task)["remindable"]
    for again in (lin, huang):
        with refused(409, "already_reminded"):
            again.reminds(task)
    with refused(404, "not_found"):
        chen.reminds(task)
    with refused(404, "not_found"):
        liu.reminds(task)
    assert len(liu.sees_notices(plan)) == 1


def test_a_reminder_does_not_disturb_who_decides(university, lin, liu, wang):
    plan = university.has_a_plan_at("ProcurementHandler")
    task = liu.receives(plan)
    lin.reminds(task)
    liu.sends(plan, to=wang)
    with refused(404, "not_found"):
        liu.reminds(f"plan.{plan['id']}.1.0")


def test_what_lies_with_oneself_needs_no_reminder(lin, huang):
    plan = lin.has_submitted(huang)
    huang.returns(plan)
    task = lin.receives(plan, "Revise")
    with refused(422, "move_not_offered"):
        lin.reminds(task)


def test_a_finished_plan_cannot_be_reminded(school):
    plan = school.has_a_plan_at("Filing")
    school.handler.files(plan, at="Filing")
    school.handler.finishes(plan)
    school.raiser.sees_it_settle(plan)
    with refused(409, "already_decided"):
        school.raiser.reminds(f"plan.{plan['id']}.1.0")


def test_what_is_overdue_is_reminded_and_shown_to_the_next_higher(university, lin, huang, liu, wang, zhang, stack, tables, a_working_day):
    with_handler, with_lead = university.has_a_plan_at("ProcurementHandler"), university.has_a_plan_at("DemandLead")
    fresh = university.has_a_plan_at("DemandLead")
    for plan in (with_handler, with_lead):
        grow_old(tables, plan, days=3)
    assert liu.finds_todo(with_handler)["overdue"] and not huang.finds_todo(fresh)["overdue"]
    first = stack.invoke("remind-due", {})
    assert first == {"reminded": 2, "failed": 0}
    assert [notice["reason_label"] for notice in liu.sees_notices(with_handler)] == ["超期提醒"]
    [told] = wang.sees_notices(with_handler)
    assert (told["reason_label"], told["holder"], told["label"]) == ("下级任务超期", "刘洋", "采购主管处室经办审批")
    assert [notice["reason_label"] for notice in zhang.sees_notices(with_lead)] == ["下级任务超期"]
    assert lin.sees_notices(with_lead) == huang.sees_notices(fresh) == []
    assert stack.invoke("remind-due", {}) == {"reminded": 0, "failed": 0}
    assert liu.finds_todo(with_handler)["reminders"] == 1
    liu.sends(with_handler, to=wang)


def test_what_was_decided_is_not_reminded(university, huang, liu, stack, tables, a_working_day):
    plan = university.has_a_plan_at("DemandLead")
    grow_old(tables, plan, days=1)
    university.brings(plan, "ProcurementHandler")
    assert stack.invoke("remind-due", {}) == {"reminded": 0, "failed": 0}
    assert huang.sees_notices(plan) == []


def test_nobody_of_another_unit_is_told_of_what_someone_took_along(cast, unit, stack, tables, a_working_day):
    """Who moved to another unit still has the to-do; whoever leads the subject's own unit is told that it lies there."""
    there = OwnUnit(cast, stack)
    plan = unit.raiser.has_submitted(unit.lead)
    unit.lead.receives(plan)
    imports(stack, {"id": unit.lead.id, "name": unit.lead.name, "unit": there.id, "department": there.department("demand"),
                    "user_name": unit.lead.user_name, "roles": "demand_lead"})
    grow_old(tables, plan, days=2)
    stack.invoke("remind-due", {})
    assert [notice["reason_label"] for notice in unit.deputy.sees_notices(plan)] == ["下级任务超期"]
    assert there.deputy.sees_notices(plan) == [] and there.head.sees_notices(plan) == []


@pytest.mark.feature("4.6")
def test_a_claim_ends_after_a_whole_working_day_and_the_pool_has_it_again(university, guo, lv, stack, tables, a_working_day):
    plan = university.has_a_plan_at("FinanceOffice")
    task = guo.receives(plan)
    claim = guo.claims(task)["claim"]
    assert date.fromisoformat(claim["until"]) > today()
    stack.invoke("remind-due", {})
    assert guo.finds_todo(plan)["claim"] == claim and lv.finds_todo(plan, list="pool") is None
    _claimed_long_ago(tables, plan)
    stack.invoke("remind-due", {})
    assert guo.finds_todo(plan) is None and lv.finds_todo(plan, list="pool")["claim"] is None
    assert [notice["reason_label"] for notice in guo.sees_notices(plan)] == ["领取到期，已放回"]
    stack.invoke("remind-due", {})
    assert len(guo.sees_notices(plan)) == 1
    assert lv.files(plan)["filing_number"]


def _claimed_long_ago(tables, plan) -> None:
    """The day until which it was claimed has passed, and no schedule has fired since."""
    [todo] = [each for each in tables.of_plan(plan)["todo"] if "ended" not in each]
    yesterday = str(today() - timedelta(1))
    tables.table("RecordsTable").update_item(
        Key={"pk": todo["pk"], "sk": todo["sk"]},
        UpdateExpression="SET claim.#until = :until, remind_on = :on, gsi5pk = :day", ExpressionAttributeNames={"#until": "until"},
        ExpressionAttributeValues={":until": yesterday, ":on": str(today()), ":day": f"DUE#{today()}"})


def grow_old(tables, plan, days: int) -> None:
    """Its open to-do was due `days` ago: the one thing that no test can wait for."""
    [todo] = [each for each in tables.of_plan(plan)["todo"] if "ended" not in each]
    due, remind_on = today() - timedelta(days), today() - timedelta(days - 1)
    tables.table("RecordsTable").update_item(
        Key={"pk": todo["pk"], "sk": todo["sk"]},
        UpdateExpression="SET due = :due, remind_on = :on, gsi1sk = :place, gsi5pk = :day",
        ExpressionAttributeValues={":due": str(due), ":on": str(remind_on), ":place": f"{due}#{todo['id']}",
                                   ":day": f"DUE#{remind_on}"})
