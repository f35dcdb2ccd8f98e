"""Events changed in the store by someone with all rights: the verifier names the first bad one, and the stream tells of it."""

from contextlib import contextmanager

import pytest

from infra.local.paths import ROOT
from tests.e2e.door import refused, wait_for
from tests.faults.soundness import verified


@pytest.fixture(scope="module")
def plan(university) -> dict:
    """With a history of some length."""
    plan = university.has_a_plan_at("FinanceOffice")
    university.finance.files(plan)
    university.handler.finishes(plan)
    university.raiser.sees_it_settle(plan)
    return plan


@contextmanager
def meddled(tables, plan, *changes):
    """Put these events in the place of what is stored, or take them away; afterwards all is as it was."""
    table, events = tables.table("EventsTable"), tables.of_plan(plan)["event"]
    for change in changes:
        for key, item in change(events).items():
            if item is None:
                table.delete_item(Key={"pk": f"PLAN#{plan['id']}", "sk": key})
            else:
                table.put_item(Item=item)
    try:
        yield
    finally:
        for event in events:
            table.put_item(Item=event)


def changed(number: int, field: str, value):
    return lambda events: {events[number - 1]["sk"]: events[number - 1] | {field: value}}


def dropped(*numbers: int):
    return lambda events: {events[number - 1]["sk"]: None for number in numbers}


def swapped(one: int, other: int):
    """Each in the place of the other, with the other's number."""

    def change(events):
        first, second = events[one - 1], events[other - 1]
        place = ("sk", "number")
        return {first["sk"]: second | {name: first[name] for name in place},
                second["sk"]: first | {name: second[name] for name in place}}

    return change


def truncated(after: int):
    return lambda events: {event["sk"]: None for event in events[after:]}


MEDDLED = [
    ("an opinion is changed", changed(4, "payload", {"opinion": "不同意"}), "event 4 was changed"),
    ("an actor is changed", changed(2, "actor", {"id": "zhengwei", "name": "郑伟"}), "event 2 was changed"),
    ("an answer is changed in the last one", changed(9, "answer", {}), "event 9 was changed"),
    ("the first is dropped", dropped(1), "event 1 does not follow the one before"),
    ("one in the middle is dropped", dropped(5), "event 5 does not follow the one before"),
    ("two are swapped", swapped(3, 4), "event 3 does not follow the one before"),
    ("the end is cut off", truncated(6), "the chain ends after event 6, but more had been stored"),
    ("all is cut off", truncated(0), "the chain ends after event 0, but more had been stored"),
]


@pytest.mark.parametrize(("how", "change", "fault"), MEDDLED, ids=[how for how, _, _ in MEDDLED])
def test_the_verifier_names_the_first_bad_event(tables, plan, tmp_path, how, change, fault):
    with meddled(tables, plan, change):
        found = verified(tables.dump(tmp_path / "tables.jsonl", "RecordsTable", "EventsTable"))
    assert found.returncode == 1
    assert found.stdout.splitlines()[0] == f"PLAN#{plan['id']}: {fault}"
    assert len(found.stdout.splitlines()) == 2 and found.stdout.strip().endswith(" 1 faults")


def test_untouched_it_finds_nothing(tables, plan, tmp_path):
    assert (ROOT / "target" / "release" / "verify-history").is_file()
    found = verified(tables.dump(tmp_path / "tables.jsonl", "RecordsTable", "EventsTable"))
    assert found.returncode == 0, found.stdout[-2000:]


def test_a_refusal_on_a_subject_with_a_very_long_history_is_a_refusal(tables, university):
    """The earlier answer is looked for through all of it."""
    lin, lead = university.raiser, university.lead
    plan = university.has_a_plan_at("ProcurementHandler")
    [first, *_] = tables.of_plan(plan)["event"]
    later = [first | {"number": number, "sk": f"{number:0{len(first['sk'])}}", "key": f"later-{number}"} for number in range(5_001, 6_201)]
    table = tables.table("EventsTable")
    try:
        with table.batch_writer() as batch:
            for event in later:
                batch.put_item(Item=event)
        with refused(409, "already_decided"):
            lead.decides(f"plan.{plan['id']}.1.1", "approval", {"to": "ProcurementHandler", "person": university.handler.id, "opinion": "同意"})
        assert len(lin.sees_flow(plan)["steps"]) == 3
    finally:
        with table.batch_writer() as batch:
            for event in later:
                batch.delete_item(Key={"pk": event["pk"], "sk": event["sk"]})


def test_an_event_that_is_changed_or_removed_is_told_in_the_log(tables, plan, stack):
    before = sum('"tampered"' in line or "tampered" in line for line in stack.logs("tasks"))
    with meddled(tables, plan, changed(3, "act", "task_returned")):
        pass
    # Some thousand events of the long history may be read before it.
    wait_for("two lines of the log", lambda: sum("tampered" in line for line in stack.logs("tasks")) >= before + 2, patience=240)
