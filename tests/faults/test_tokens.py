"""Calls of `open-task` that come late, and what they may leave behind: an execution that waits with a token that nobody has."""

import json
import uuid
from datetime import datetime, timedelta, timezone

import pytest

from infra.local import FunctionFailed
from tests.e2e.tables import partition_of
from tests.e2e.task_acts import id_of
from tests.faults.cuts import execution, outbox_closed


def stored(tables, subject: dict, kind: str, task: str) -> dict:
    """What lies beside a to-do: its `token`, its `standing`."""
    [found] = [each for each in tables.of_plan(subject)[kind] if each["id"] == task]
    return found


def arrival(tables, subject: dict) -> dict:
    """What the state hands over to `open-task` for the open to-do of a subject, with the token that is stored."""
    course = tables.of_plan(subject)["subject"][0]["course"]
    task = f"{id_of(subject)}.{course['round']}.{course['seq']}"
    name = f"{id_of(subject).replace('.', '-')}-{course['round']}-{course['attempt']}"
    handed = {"token": stored(tables, subject, "token", task)["token"], "execution": name,
              "input": {"subject": id_of(subject), "round": course["round"], "from": course["seq"] - 1, "next": course["seq"],
                        "to": course["place"]["step"]},
              "step": stored(tables, subject, "standing", task)["task"]["step"]}
    return json.loads(json.dumps(handed, default=int))


def opened_late(stack, tables, subject: dict) -> None:
    """Step Functions gave up waiting for `open-task` and called it again; the first call is only now carried out, with a
    token that counts no more. Made up here, since the local stack keeps one token through all tries of a state."""
    first = arrival(tables, subject) | {"token": str(uuid.uuid4())}
    stack.invoke("open-task", first)
    assert arrival(tables, subject) == first


def under_way_for(tables, subject: dict, time: timedelta) -> None:
    """As if it had been sent on so long ago."""
    since = (datetime.now(timezone.utc) - time).strftime("%Y-%m-%dT%H:%M:%SZ")
    tables.table("RecordsTable").update_item(
        Key={"pk": partition_of(subject), "sk": "HEAD"}, UpdateExpression="SET course.transit.since = :since",
        ConditionExpression="attribute_exists(course.transit.since)", ExpressionAttributeValues={":since": since})


def state_of(stack, subject: dict, attempt: int) -> str:
    name = f"{execution(stack, subject)}1-{attempt}"
    return stack.session.client("stepfunctions").describe_execution(executionArn=name)["status"]


def test_a_subject_whose_execution_waits_with_a_token_that_nobody_has_goes_on(kind, stack, tables):
    first, second = kind.WAY[:2]
    subject = kind.has_one_at(first)
    opened_late(stack, tables, subject)
    kind.goes_on(subject, first)
    # For a while it may be on its way: nobody can tell.
    under_way_for(tables, subject, timedelta(minutes=8))
    assert stack.invoke("reconcile", {"all": True})["failed"] == 0
    assert kind.raiser.sees_flow(subject)["in_transit"] and state_of(stack, subject, 1) == "RUNNING"
    under_way_for(tables, subject, timedelta(minutes=16))
    assert stack.invoke("reconcile", {"all": True})["failed"] == 0
    kind.comes_to(subject, second)
    assert (state_of(stack, subject, 1), state_of(stack, subject, 2)) == ("ABORTED", "RUNNING")
    kind.goes_on(subject, second)
    kind.settles(subject)
    kind.assert_whole(subject)


def test_however_late_an_execution_that_waits_with_its_own_token_is_answered_and_not_ended(kind, stack, tables):
    first, second = kind.WAY[:2]
    subject = kind.has_one_at(first)
    with outbox_closed(stack):
        kind.goes_on(subject, first)
        under_way_for(tables, subject, timedelta(days=2))
        assert stack.invoke("reconcile", {"all": True})["failed"] == 0
        kind.comes_to(subject, second)
    assert state_of(stack, subject, 1) == "RUNNING"
    kind.assert_whole(subject)


def test_a_call_of_open_task_that_comes_late_opens_nothing_twice(kind, stack, tables):
    """While the to-do is open it renews the token; once it is decided it goes on; replaced, its execution is told so."""
    first, second = kind.WAY[:2]
    subject = kind.has_one_at(first)
    late = arrival(tables, subject)
    with tables.plan_unchanged(subject):
        assert stack.invoke("open-task", late) == {}
    kind.goes_on(subject, first)
    kind.comes_to(subject, second)
    with tables.plan_unchanged(subject):
        assert stack.invoke("open-task", late) == {}
        with pytest.raises(FunctionFailed):
            stack.invoke("open-task", late | {"execution": late["execution"][:-1] + "9"})
    kind.assert_whole(subject)
