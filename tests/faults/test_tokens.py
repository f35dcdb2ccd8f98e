"""Calls of `open-task` that come late, and what they may leave behind: an execution that waits with a token that nobody has."""

import json
import uuid
from datetime import datetime, timedelta, timezone

import pytest

from infra.local import FunctionFailed
from tests.faults.cuts import execution, outbox_closed
from tests.faults.soundness import assert_sound


def stored(tables, plan: dict, kind: str, task: str) -> dict:
    """What lies beside a to-do: its `token`, its `standing`."""
    [found] = [each for each in tables.of_plan(plan)[kind] if each["id"] == task]
    return found


def arrival(tables, plan: dict) -> dict:
    """What the state hands over to `open-task` for the open to-do of a plan, with the token that is stored."""
    course = tables.of_plan(plan)["subject"][0]["course"]
    task = f"plan.{plan['id']}.{course['round']}.{course['seq']}"
    handed = {"token": stored(tables, plan, "token", task)["token"], "execution": f"plan-{plan['id']}-{course['round']}-{course['attempt']}",
              "input": {"subject": f"plan.{plan['id']}", "round": course["round"], "from": course["seq"] - 1, "next": course["seq"],
                        "to": course["place"]["step"]},
              "step": stored(tables, plan, "standing", task)["task"]["step"]}
    return json.loads(json.dumps(handed, default=int))


def opened_late(stack, tables, plan: dict) -> None:
    """Step Functions gave up waiting for `open-task` and called it again; the first call is only now carried out, with a
    token that counts no more. Made up here, since the local stack keeps one token through all tries of a state."""
    first = arrival(tables, plan) | {"token": str(uuid.uuid4())}
    stack.invoke("open-task", first)
    assert arrival(tables, plan) == first


def under_way_for(tables, plan: dict, time: timedelta) -> None:
    """As if it had been sent on so long ago."""
    since = (datetime.now(timezone.utc) - time).strftime("%Y-%m-%dT%H:%M:%SZ")
    tables.table("RecordsTable").update_item(
        Key={"pk": f"PLAN#{plan['id']}", "sk": "HEAD"}, UpdateExpression="SET course.transit.since = :since",
        ConditionExpression="attribute_exists(course.transit.since)", ExpressionAttributeValues={":since": since})


def state_of(stack, plan: dict, attempt: int) -> str:
    name = f"{execution(stack, plan)}1-{attempt}"
    return stack.session.client("stepfunctions").describe_execution(executionArn=name)["status"]


def test_a_plan_whose_execution_waits_with_a_token_that_nobody_has_goes_on(university, stack, tables):
    lin, huang, liu, wang = university.raiser, university.lead, university.handler, university.chief
    plan = university.has_a_plan_at("DemandLead")
    lin.sees_it_settle(plan)
    opened_late(stack, tables, plan)
    huang.sends(plan, to=liu, step="ProcurementHandler")
    # For a while it may be on its way: nobody can tell.
    under_way_for(tables, plan, timedelta(minutes=8))
    assert stack.invoke("reconcile", {"all": True})["failed"] == 0
    assert lin.sees_flow(plan)["in_transit"] and state_of(stack, plan, 1) == "RUNNING"
    under_way_for(tables, plan, timedelta(minutes=16))
    assert stack.invoke("reconcile", {"all": True})["failed"] == 0
    liu.receives(plan)
    assert (state_of(stack, plan, 1), state_of(stack, plan, 2)) == ("ABORTED", "RUNNING")
    liu.sends(plan, to=wang, step="ProcurementLead")
    wang.receives(plan)
    assert_sound(tables, plan)


def test_however_late_an_execution_that_waits_with_its_own_token_is_answered_and_not_ended(university, stack, tables):
    huang, liu = university.lead, university.handler
    plan = university.has_a_plan_at("DemandLead")
    huang.receives(plan)
    with outbox_closed(stack):
        huang.sends(plan, to=liu, step="ProcurementHandler")
        under_way_for(tables, plan, timedelta(days=2))
        assert stack.invoke("reconcile", {"all": True})["failed"] == 0
        liu.receives(plan)
    assert state_of(stack, plan, 1) == "RUNNING"
    assert_sound(tables, plan)


def test_a_call_of_open_task_that_comes_late_opens_nothing_twice(university, stack, tables):
    """While the to-do is open it renews the token; once it is decided it goes on; replaced, its execution is told so."""
    lin, huang, liu = university.raiser, university.lead, university.handler
    plan = university.has_a_plan_at("DemandLead")
    lin.sees_it_settle(plan)
    late = arrival(tables, plan)
    with tables.plan_unchanged(plan):
        assert stack.invoke("open-task", late) == {}
    huang.sends(plan, to=liu, step="ProcurementHandler")
    liu.receives(plan)
    with tables.plan_unchanged(plan):
        assert stack.invoke("open-task", late) == {}
        with pytest.raises(FunctionFailed):
            stack.invoke("open-task", late | {"execution": late["execution"][:-1] + "9"})
    assert_sound(tables, plan)
