"""The stream of events, delivered as AWS may: each batch one to three times, subjects shuffled, with records that are none."""

import random
from contextlib import ExitStack

import pytest
from boto3.dynamodb.types import TypeSerializer

from tests.chance import SEED
from tests.e2e.door import wait_for
from tests.faults.cuts import CHAIN, outbox_closed
from tests.faults.faults import dropped_before, killed_after, killed_before
from tests.faults.kinds import each_run


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


@each_run(2, 20, further=1)
def test_batches_again_and_shuffled_and_poisoned_lead_to_the_same_state(kind, stack, tables, run):
    choose, name = random.Random(f"{SEED}-{kind.code}-{run}"), f"poison-{SEED}-{kind.code}-{run}"
    first, second = kind.WAY[:2]
    sent, withdrawn = kind.has_one_at(first), kind.has_one_at(first)
    with outbox_closed(stack):
        started = [kind.begins() for _ in range(3)]
        kind.goes_on(sent, first)
        kind.withdraws(withdrawn)
        subjects = [*started, sent, withdrawn]
        events = [tables.of_plan(subject)["event"] for subject in subjects]
        records = [[record(event, f"{of}-{event['number']}") for event in each] for of, each in enumerate(events)]
        for poison in poisons(name, events[0][-1]):
            records.append([poison])
        mixed = shuffled(records, choose)
        batches = [mixed[at:at + 10] for at in range(0, len(mixed), 10)]
        for batch in [batch for batch in batches for _ in range(choose.randint(1, 3))]:
            assert stack.invoke("advance", {"Records": batch}) == {"batchItemFailures": []}
        # The stream itself delivers all of it once more when it is opened.
        assert [kind.settles(subject)["status"] for subject in subjects] == ["under_way"] * 4 + ["draft"]
    assert [kind.comes_to(subject, first) for subject in started] == [kind.task(subject, 1) for subject in started]
    assert kind.comes_to(sent, second) == kind.task(sent, 2)
    for subject in subjects:
        kind.assert_whole(subject)
        assert "chain_restarted" not in tables.acts_on(subject)
    logs = [line for line in stack.logs("tasks") if name in line or "CONTRACT#0af3" in line]
    assert [sum(word in line for line in logs) > 0 for word in ("unreadable", "changed", "CONTRACT#")] == [True] * 3, logs
    # And the chains go on from there.
    kind.goes_on(started[0], first)
    kind.comes_to(started[0], second)


def test_only_what_could_not_be_followed_is_asked_for_again(kind, stack, tables, proxy):
    first = kind.WAY[0]
    with outbox_closed(stack):
        subjects = [kind.begins() for _ in range(3)]
        records = [record(tables.of_plan(subject)["event"][-1], f"number-{of}") for of, subject in enumerate(subjects)]
        with proxy.troubled(dropped_before, *CHAIN, by="advance", about=subjects[1]["id"]) as rule:
            again = stack.invoke("advance", {"Records": records})
        assert again == {"batchItemFailures": [{"itemIdentifier": "number-1"}]} and rule.hits == 3
        for subject in (subjects[0], subjects[2]):
            kind.comes_to(subject, first)
        assert kind.stop(first).holder.finds_todo(subjects[1]) is None
        assert stack.invoke("advance", {"Records": records}) == {"batchItemFailures": []}
        kind.comes_to(subjects[1], first)
    for subject in subjects:
        kind.assert_whole(subject)


@pytest.mark.parametrize("fault", [killed_before, killed_after], ids=lambda fault: fault.__name__)
def test_a_function_killed_in_the_middle_of_a_batch_is_given_it_again(kind, stack, tables, proxy, fault):
    with ExitStack() as until_killed:
        with outbox_closed(stack):
            subjects = [kind.begins() for _ in range(4)]
            rule = proxy.troubled(fault, "StartExecution", by="advance", about=subjects[2]["id"], times=1)
            killed = until_killed.enter_context(rule)
        wait_for("the kill", lambda: killed.hits == 1)
    for subject in subjects:
        kind.comes_to(subject, kind.WAY[0])
        kind.assert_whole(subject)
        assert tables.acts_on(subject) == [*kind.BEGINNING]
