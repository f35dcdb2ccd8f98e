"""Schedules that fire twice, at once or late."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from infra.local.paths import ROOT
from tests.e2e.clock import THIS_YEAR, today
from tests.e2e.door import at_once
from tests.faults.cuts import outbox_closed


@pytest.fixture
def a_working_day(stack):
    """Today is one, whatever it is elsewhere: by the calendar's import."""
    usual = (ROOT / "layers" / "domain" / "data" / "calendar-2026.csv").read_text(encoding="utf-8")
    rows = [row for row in usual.splitlines() if row.startswith((f"{THIS_YEAR}-", "date")) and not row.startswith(str(today()))]
    assert stack.invoke("import-calendar", {"csv": "\n".join([*rows, f"{today()},work,故障测试"])})["faults"] == []


def overdue(tables, subject: dict, days: int) -> None:
    """Its open to-do was due `days` ago, and no schedule has fired since."""
    [todo] = [each for each in tables.of_plan(subject)["todo"] if "ended" not in each]
    due, remind_on = today() - timedelta(days), today() - timedelta(days - 1)
    tables.table("RecordsTable").update_item(
        Key={"pk": todo["pk"], "sk": todo["sk"]},
        UpdateExpression="SET due = :due, remind_on = :on, gsi1sk = :place, gsi5pk = :day",
        ExpressionAttributeValues={":due": str(due), ":on": str(remind_on), ":place": f"{due}#{todo['id']}",
                                   ":day": f"DUE#{remind_on}"})


def test_reminders_that_fire_four_times_at_once_and_days_late_remind_once(kind, stack, tables, a_working_day):
    first = kind.WAY[0]
    subjects = [kind.has_one_at(first) for _ in range(3)]
    for subject, days in zip(subjects, (1, 3, 9)):
        overdue(tables, subject, days)
    done = at_once(*[lambda: stack.invoke("remind-due", {})] * 4)
    assert sum(each["reminded"] for each in done) == 3 and not any(each["failed"] for each in done), done
    for subject in subjects:
        assert [notice["reason_label"] for notice in kind.stop(first).holder.sees_notices(subject)] == ["超期提醒"]
    assert stack.invoke("remind-due", {}) == {"reminded": 0, "failed": 0}


def test_reconcilers_at_once_open_each_todo_once(kind, stack):
    first, second = kind.WAY[:2]
    sent = kind.has_one_at(first)
    with outbox_closed(stack):
        subjects = [kind.begins() for _ in range(3)]
        kind.goes_on(sent, first)
        at_once(*[lambda: stack.invoke("reconcile", {"all": True})] * 4)
        for subject in subjects:
            kind.comes_to(subject, first)
        kind.comes_to(sent, second)
    for subject in [*subjects, sent]:
        kind.assert_whole(subject)
        assert kind.head(subject)["course"]["attempt"] == 1


def test_the_reconciler_leaves_alone_what_moved_a_moment_ago(kind, stack):
    with outbox_closed(stack):
        kind.begins()
        assert stack.invoke("reconcile", {}) == {"looked_after": 0, "failed": 0}
        assert stack.invoke("reconcile", {"all": True})["failed"] == 0


@contextmanager
def damaged(tables, subject: dict, entity: str, attribute: str):
    """A record of the subject does not read, as after a mistake in the table; it is whole again afterwards."""
    [item] = [each for each in tables.of_plan(subject)[entity] if "ended" not in each]
    table, key = tables.table("RecordsTable"), {"pk": item["pk"], "sk": item["sk"]}

    def put(value) -> None:
        table.update_item(Key=key, UpdateExpression="SET #a = :v", ExpressionAttributeNames={"#a": attribute},
                          ExpressionAttributeValues={":v": value})

    put({"no": "such thing"})
    try:
        yield
    finally:
        put(item[attribute])


def test_one_unreadable_subject_holds_up_no_other(kind, stack, tables):
    first = kind.WAY[0]
    with outbox_closed(stack):
        broken, *others = [kind.begins() for _ in range(9)]
        with damaged(tables, broken, "subject", "name"):
            assert stack.invoke("reconcile", {"all": True}) == {"looked_after": 8, "failed": 1}
            for subject in others:
                kind.comes_to(subject, first)
        assert stack.invoke("reconcile", {"all": True})["failed"] == 0
    kind.comes_to(broken, first)


def test_one_unreadable_todo_holds_up_no_reminder_of_another(kind, stack, tables, a_working_day):
    broken, *others = [kind.has_one_at(kind.WAY[0]) for _ in range(4)]
    for subject in (broken, *others):
        overdue(tables, subject, days=2)
    with damaged(tables, broken, "todo", "label"):
        assert stack.invoke("remind-due", {}) == {"reminded": 3, "failed": 1}
    assert stack.invoke("remind-due", {}) == {"reminded": 1, "failed": 0}
