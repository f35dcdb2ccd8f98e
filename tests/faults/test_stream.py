"""The stream of events, delivered as AWS may: each batch one to three times, subjects shuffled, with records that are none."""

import random
from contextlib import ExitStack

import pytest
from boto3.dynamodb.types import TypeSerializer

from tests.chance import SEED
from tests.e2e.door import wait_for
from tests.faults.cuts import CHAIN, outbox_closed
from tests.faults.faults import dropped_before, killed_after, killed_before
from tests.faults.soundness import assert_sound

SHORT, MOST = 2, 20


def record(event: dict, number: str) -> dict:
    """As the stream hands it over."""
    image = {name: TypeSerializer().serialize(value) for name, value in event.items()}
    return {"eventID": number, "eventName": "INSERT", "eventSource": "aws:dynamodb",
            "dynamodb": {"SequenceNumber": number, "NewImage": image, "StreamViewType": "NEW_AND_OLD_IMAGES"}}


def poisons(name: str, event: dict) -> list[dict]:
    """No event at all, an event that was changed in the table, and one that nothing can follow on."""
    unreadable = record({"pk": "PLAN#0af3", "sk": "1", "entity": "event"}, f"{name}-unreadable")
    changed = record(event, f"{name}-changed") | {"eventName": "MODIFY"}
    stranger = record(event | {"subject": "CONTRACT#0af3"}, f"{name}-stranger")
    return [unreadable, changed, stranger]


def shuffled(subjects: list[list[dict]], choose: random.Random) -> list[dict]:
    """One order of all records that keeps the order within each subject."""
    left = [list(records) for records in subjects if records]
    mixed = []
    while left:
        records = choose.choice(left)
        mixed.append(records.pop(0))
        left = [records for records in left if records]
    return mixed


@pytest.mark.parametrize("run", [pytest.param(run, marks=[pytest.mark.soak] if run >= SHORT else []) for run in range(MOST)])
def test_batches_again_and_shuffled_and_poisoned_lead_to_the_same_state(university, stack, tables, run):
    choose, name = random.Random(f"{SEED}-{run}"), f"poison-{SEED}-{run}"
    lin, huang, liu = university.raiser, university.lead, university.handler
    sent, withdrawn = university.has_a_plan_at("DemandLead"), university.has_a_plan_at("DemandLead")
    with outbox_closed(stack):
        started = [lin.has_submitted(huang) for _ in range(3)]
        huang.sends(sent, to=liu, step="ProcurementHandler")
        lin.withdraws(f"plan.{withdrawn['id']}.1.0")
        plans = [*started, sent, withdrawn]
        events = [tables.of_plan(plan)["event"] for plan in plans]
        subjects = [[record(event, f"{of}-{event['number']}") for event in each] for of, each in enumerate(events)]
        for poison in poisons(name, events[0][-1]):
            subjects.append([poison])
        mixed = shuffled(subjects, choose)
        batches = [mixed[at:at + 10] for at in range(0, len(mixed), 10)]
        for batch in [batch for batch in batches for _ in range(choose.randint(1, 3))]:
            assert stack.invoke("advance", {"Records": batch}) == {"batchItemFailures": []}
        # The stream itself delivers all of it once more when it is opened.
        assert [lin.sees_it_settle(plan)["status"] for plan in plans] == ["under_way"] * 4 + ["draft"]
    for plan in started:
        assert huang.receives(plan, "DemandLead") == f"plan.{plan['id']}.1.1"
    assert liu.receives(sent, "ProcurementHandler") == f"plan.{sent['id']}.1.2"
    for plan in plans:
        assert_sound(tables, plan)
        assert "chain_restarted" not in tables.acts_on(plan)
    logs = [line for line in stack.logs("tasks") if name in line or "CONTRACT#0af3" in line]
    assert [sum(word in line for line in logs) > 0 for word in ("unreadable", "changed", "CONTRACT#")] == [True] * 3, logs
    # And the chains go on from there.
    huang.sends(started[0], to=liu, step="ProcurementHandler")
    liu.receives(started[0], "ProcurementHandler")


def test_only_what_could_not_be_followed_is_asked_for_again(university, stack, tables, proxy):
    lin, huang = university.raiser, university.lead
    with outbox_closed(stack):
        plans = [lin.has_submitted(huang) for _ in range(3)]
        records = [record(tables.of_plan(plan)["event"][-1], f"number-{of}") for of, plan in enumerate(plans)]
        with proxy.troubled(dropped_before, *CHAIN, by="advance", about=plans[1]["id"]) as rule:
            again = stack.invoke("advance", {"Records": records})
        assert again == {"batchItemFailures": [{"itemIdentifier": "number-1"}]} and rule.hits == 3
        for plan in (plans[0], plans[2]):
            huang.receives(plan)
        assert huang.finds_todo(plans[1]) is None
        assert stack.invoke("advance", {"Records": records}) == {"batchItemFailures": []}
        huang.receives(plans[1])
    for plan in plans:
        assert_sound(tables, plan)


def test_a_function_killed_in_the_middle_of_a_batch_is_given_it_again(university, stack, tables, proxy):
    lin, huang = university.raiser, university.lead
    for fault in (killed_before, killed_after):
        with ExitStack() as until_killed:
            with outbox_closed(stack):
                plans = [lin.has_submitted(huang) for _ in range(4)]
                rule = proxy.troubled(fault, "StartExecution", by="advance", about=plans[2]["id"], times=1)
                killed = until_killed.enter_context(rule)
            wait_for("the kill", lambda: killed.hits == 1)
        for plan in plans:
            huang.receives(plan)
            assert_sound(tables, plan)
            assert tables.acts_on(plan) == ["plan_created", "plan_submitted"]
