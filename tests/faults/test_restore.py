"""The drill: all tables exported, a fresh stack filled from them, one pass of the reconciler; everybody can go on. Then the
same again in place: what that stack did since is taken back.

The stack that the tests of this folder have used is the one that is lost: nothing of it is reached from the other.
"""

import pytest
from botocore.exceptions import ClientError

from infra.local import Stack
from infra.local.say import Trouble
from infra.restore import exported, fill
from tests.e2e.door import Door, Refused
from tests.e2e.people import Cast
from tests.e2e.tables import Tables
from tests.faults.cuts import outbox_closed
from tests.faults.kinds import KINDS
from tests.faults.persistence import by_turns, comes_to_rest
from tests.faults.soundness import assert_all_sound, assert_sound

pytestmark = pytest.mark.last
# Records first: what the events make `advance` do then finds its plan. Sessions are not restored.
RESTORED = ("RecordsTable", "PeopleTable", "CredentialsTable", "EventsTable")
HOWS = {"consult": "consultation", "return": "return"}


@pytest.fixture(scope="module")
def drill(tables, world, stack, tmp_path_factory):
    """The fresh stack, and the exports. At the moment of the export of every kind one subject was on its way."""
    kinds = [kind(world) for kind in KINDS]
    for kind in kinds:
        for step in (kind.WAY[1], kind.WAY[-1]):
            kind.has_one_at(step)
    place = tmp_path_factory.mktemp("export")
    with outbox_closed(stack):
        for kind in kinds:
            kind.begins()
        exports = {name: tables.dump(place / f"{name}.jsonl", name) for name in RESTORED}
    with Stack() as fresh:
        restored = Tables(fresh)
        counts = {name: fill(restored.table(name), exported(exports[name])) for name in RESTORED}
        print("restored", counts)
        yield fresh, exports


def open_todos(tables) -> list[dict]:
    """Those of subjects that are under way."""
    return [todo for todo in tables.everything("RecordsTable", "todo") if not todo.get("ended")]


def holder_of(cast: Cast, todo: dict):
    """Who has it, or one of the pool that does."""
    by_id = {person.id: person for person in cast.everybody()}
    if todo.get("holder"):
        return by_id[todo["holder"]["id"]]
    for person in cast.with_role(todo["pool"]["role"]):
        try:
            if person.opens(todo["id"])["moves"]:
                return person
        except Refused:
            pass
    raise AssertionError(f"nobody has {todo['id']}")


def chosen(person, task: str, move: dict) -> dict:
    """Whom the move goes to, where somebody is to be chosen: the first who can be."""
    asked = {"kind": move["kind"], "to": move["to"]}
    if move["role"]:
        return {"person": person.reads(f"/api/tasks/{task}/people", **asked)["items"][0]["id"]}
    if move["party"]:
        return {"organisation": person.reads(f"/api/tasks/{task}/organisations", **asked)["items"][0]["id"]}
    return {"to": move["targets"][0]["step"], "straight": False} if move["kind"] == "return" else {}


def acts(cast: Cast, todo: dict) -> None:
    """Its holder makes the first move that is open."""
    person, task = holder_of(cast, todo), todo["id"]
    move = next(move for move in person.opens(task)["moves"] if not move["disabled"])
    body = {"opinion": person.opinion(), "to": move["to"]} | chosen(person, task, move)
    if move["kind"] not in HOWS:
        body |= {"kind": move["kind"], "name": move["name"]}
    person.decides(task, HOWS.get(move["kind"], "approval"), body)


def everybody_can_go_on(stack, tmp_path) -> None:
    """Every open to-do can be acted on, and all that is stored is sound before and after."""
    tables, cast = Tables(stack), Cast(Door(stack.url))
    assert stack.invoke("reconcile", {"all": True})["failed"] == 0
    for subject in [subject for subject in tables.everything("RecordsTable", "subject") if subject["course"].get("transit")]:
        comes_to_rest(stack, tables, {"partition": subject["pk"], "name": subject["name"]}, most=1)
    assert_all_sound(tables, tmp_path)
    todos = open_todos(tables)
    assert {todo["pk"].split("#")[0] for todo in todos} == {kind.code.upper() for kind in KINDS} and len(todos) >= 3 * len(KINDS)
    by_turns(*[lambda todo=todo: acts(cast, todo) for todo in todos], width=4)
    for partition in {todo["pk"] for todo in todos}:
        comes_to_rest(stack, tables, {"partition": partition, "name": partition})
        assert_sound(tables, {"partition": partition})
    assert not {todo["id"] for todo in todos} & {todo["id"] for todo in open_todos(tables)}
    print(f"{len(todos)} open to-dos acted on")


def test_every_open_todo_of_a_restored_system_can_be_acted_on(drill, tmp_path):
    everybody_can_go_on(drill[0], tmp_path)


def test_a_table_that_holds_something_is_not_restored_over(drill):
    with pytest.raises(Trouble, match="not empty"):
        fill(Tables(drill[0]).table("RecordsTable"), [])


def _stop(chains, execution: str) -> None:
    """One that ended by itself since it was listed is as good."""
    try:
        chains.stop_execution(executionArn=execution)
    except ClientError as refused:
        assert "not running" in str(refused)


def test_restored_in_place_every_open_todo_can_be_acted_on_again(drill, tmp_path):
    """The executions are ahead of the restored tables, and are stopped first."""
    stack, exports = drill
    tables, chains = Tables(stack), stack.session.client("stepfunctions")
    with outbox_closed(stack):
        for kind in KINDS:
            machine = stack.resource(kind.machine)
            for page in chains.get_paginator("list_executions").paginate(stateMachineArn=machine, statusFilter="RUNNING"):
                for running in page["executions"]:
                    _stop(chains, running["executionArn"])
        for name in RESTORED:
            fill(tables.table(name), exported(exports[name]), replace=True)
            assert len(tables.everything(name)) == len(list(exported(exports[name])))
    everybody_can_go_on(stack, tmp_path)
