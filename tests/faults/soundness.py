"""What must hold of every plan at rest and of all that is stored, whatever happened on the way."""

import json
import subprocess
from collections import Counter

from infra.local.paths import ROOT

VERIFIER = ROOT / "target" / "release" / "verify-history"


def assert_sound(tables, plan: dict) -> None:
    """One way without gaps or doubles: to-dos, events and what they say of each other."""
    stored = tables.of_plan(plan)
    [head] = stored["subject"]
    course, events = head["course"], stored["event"]
    assert course.get("transit") is None, "still on its way"
    assert [event["number"] for event in events] == list(range(1, len(events) + 1)) == list(range(1, int(head["history"]["events"]) + 1))
    assert len({event["key"] for event in events}) == len(events), "an act happened twice"
    todos = {parts(todo["id"]): todo for todo in stored.get("todo", [])}
    assert len(todos) == len(stored.get("todo", []))
    for round_ in range(1, int(course["round"]) + 1):
        _assert_way(head, [todo for (of, _), todo in sorted(todos.items()) if of == round_], round_)
    decided = Counter(event["payload"]["task"] for event in events if (event.get("payload") or {}).get("decision"))
    assert all(times == 1 for times in decided.values()), f"decided twice: {decided}"
    assert set(decided) == {todo["id"] for todo in todos.values() if todo.get("ended")}


def parts(task: str) -> tuple[int, int]:
    """Round and sequence of a to-do's id."""
    return tuple(int(part) for part in task.split(".")[-2:])


def _assert_way(head: dict, todos: list[dict], round_: int) -> None:
    """Each to-do was opened by the decision before it, at the step that was decided."""
    assert [parts(todo["id"])[1] for todo in todos] == list(range(len(todos))), "a gap between to-dos"
    for before, after in zip(todos, todos[1:]):
        assert before["ended"]["decision"]["to"] == after["step"], f"{before['id']} did not lead to {after['step']}"
        assert after["opened_from"] == parts(before["id"])[1]
    course, last = head["course"], todos[-1]
    if round_ < course["round"] or head["status"] != "under_way":
        assert last.get("ended"), f"{last['id']} is open and its round is over"
    else:
        assert not last.get("ended") and parts(last["id"])[1] == course["seq"] and course["place"]["step"] == last["step"]


def assert_all_sound(tables, tmp_path, numbers_from_one=True) -> None:
    """Every subject, every account, every number, every history."""
    for subject in tables.everything("RecordsTable", "subject"):
        assert_sound(tables, {"partition": subject["pk"]})
    assert_accounts(tables)
    if numbers_from_one:
        assert_numbers(tables)
    found = verified(tables.dump(tmp_path / "tables.jsonl", "RecordsTable", "EventsTable"))
    assert found.returncode == 0, found.stdout[-2000:]


def assert_accounts(tables) -> None:
    """The parts of each account sum to what was confirmed, and what is reserved is what plans hold."""
    confirmed, held = Counter(), Counter()
    for lines in tables.everything("RecordsTable", "budget_lines"):
        for line in lines["lines"]:
            for source, amount in line["funding"]:
                confirmed[lines["budget"], line["number"], source] = amount
    for body in tables.everything("RecordsTable", "plan_body"):
        for one in body["reservations"]:
            held[one["budget"], one["line"], one["source"]] += one["amount"]
    for account in tables.everything("RecordsTable", "account"):
        place, balance = (account["budget"], account["line"], account["source"]), account["balance"]
        assert sum(balance.values()) == confirmed[place] and all(part >= 0 for part in balance.values()), place
        assert balance["reserved"] == held.pop(place, 0), place
    assert not held


def assert_numbers(tables) -> None:
    """Filing numbers of a region follow one another from one, each given to one plan."""
    given = Counter(str(plan["number"]) for plan in tables.everything("RecordsTable", "subject") if plan.get("number"))
    assert all(times == 1 for times in given.values())
    serials: dict[str, list[int]] = {}
    for number in given:
        head, serial = number.split("]")
        serials.setdefault(head.split("-")[2] + head.split("[")[1], []).append(int(serial))
    for found in serials.values():
        assert sorted(found) == list(range(1, len(found) + 1)), "a gap between numbers"


def verified(dumped) -> subprocess.CompletedProcess:
    """What the verifier says of an export."""
    return subprocess.run([VERIFIER, dumped], capture_output=True, text=True)


def told(value) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
