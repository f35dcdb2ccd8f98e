"""Tables that grow by the records and users of others, and what a page of a list costs in them."""

import copy
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.cost.units import Units

BATCH = 25
UNITS = 2_000  # units that strangers work in, besides a share of plans in the very unit that is measured
PAGES = {
    "list to-do": ("lead", "/api/tasks/todo"), "list done": ("lead", "/api/tasks/done"),
    "list plans": ("raiser", "/api/plans"), "plans of the unit": ("raiser", "/api/plans?scope=unit"), "list budgets": ("raiser", "/api/budgets"),
    "implementation": ("handler", "/api/implementation"),
    "search to-do": ("lead", "/api/tasks/todo?title=没有这样的标题"),
    "notices": ("lead", "/api/notices"),
}


def pages(world) -> dict[str, Units]:
    """Units of the first page of each list."""
    return {name: world.units(lambda who=who, path=path: getattr(world.office, who).reads(path))
            for name, (who, path) in PAGES.items()}


def people_of_step(world, task: str) -> Units:
    """Units of asking who can take the next step."""
    office = world.office
    return world.units(lambda: office.lead.can_choose(task, to="ProcurementHandler"))


def fill(world, records: int, begin: int) -> None:
    """Plans and to-dos up to `records`, from number `begin` on; every tenth plan is one of the measured unit."""
    [plan] = [each for each in all_of(world, "subject") if each["status"]["S"] == "under_way"][:1]
    [todo] = [each for each in all_of(world, "todo") if "ended" not in each][:1]
    put(world, (item for number in range(begin, records, 2) for item in _subject(plan, todo, number)))


def add_people(world, users: int, begin: int) -> None:
    """Users up to `users`, each with a role in a unit of strangers."""
    person = next(each for each in all_of(world, "person") if each["id"]["S"] == "liuyang")
    holder = next(each for each in all_of(world, None) if each["sk"]["S"] == "ROLE#procurement_handler#liuyang")
    put(world, (item for number in range(begin, users) for item in _user(person, holder, number)))


def _subject(plan: dict, todo: dict, number: int) -> Iterator[dict]:
    name, unit = f"{number:032x}", "fjsflg" if number % 20 == 0 else f"stranger{number % UNITS}"
    at = f"2020-01-01T00:00:00.{number:09}Z"
    yield _changed(plan, pk=f"PLAN#{name}", id=f"plan.{name}", gsi2pk=f"RAISED#stranger{number % 997}", gsi2sk=f"{at}#{name}",
                   gsi3pk=f"UNIT#{unit}#PLANS#under_way", gsi3sk=f"{at}#{name}", created_at=at)
    task = f"plan.{name}.1.1"
    yield _changed(todo, pk=f"PLAN#{name}", sk="TODO#0001#000001", id=task, gsi1pk=f"TODO#stranger{number % 997}",
                   gsi1sk=f"2020-01-01#{task}")


def _user(person: dict, holder: dict, number: int) -> Iterator[dict]:
    name, unit = f"stranger{number}", f"stranger{number % UNITS}"
    yield _changed(person, pk=f"PERSON#{name}", id=name)
    yield _changed(holder, pk=f"UNIT#{unit}", sk=f"ROLE#procurement_handler#{name}")


def _changed(item: dict, **texts: str) -> dict:
    return copy.copy(item) | {name: {"S": text} for name, text in texts.items()}


def all_of(world, entity: str | None) -> list[dict]:
    """The records of a kind on the first page that has any; all records without a kind."""
    database, found, more = world.stack.session.client("dynamodb"), [], {}
    wanted = {"FilterExpression": "entity = :e", "ExpressionAttributeValues": {":e": {"S": entity}}} if entity else {}
    while True:
        page = database.scan(TableName=world.stack.resource("RecordsTable"), **wanted, **more)
        found += page["Items"]
        if "LastEvaluatedKey" not in page or (entity and found):
            return found
        more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def put(world, items: Iterator[dict]) -> None:
    """In batches, a few at a time."""
    database, table = world.stack.session.client("dynamodb"), world.stack.resource("RecordsTable")

    def put(batch: list[dict]) -> None:
        answer = database.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": item}} for item in batch]})
        assert not answer.get("UnprocessedItems")

    with ThreadPoolExecutor(4) as threads:
        batches = _batches(items)
        # A few at a time, or all of them would wait in memory.
        while some := list(itertools.islice(batches, 100)):
            list(threads.map(put, some))


def _batches(items: Iterator[dict]) -> Iterator[list[dict]]:
    batch: list[dict] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
