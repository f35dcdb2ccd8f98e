"""What the year's end costs for each account (line × funding source), whatever else the tables hold."""

import copy

from tests.cost.growth import all_of, put
from tests.cost.units import Units
from tests.e2e.rollover import LAST_YEAR, YearEnd

LINES = 10


def prepared(world, lines: int, year: int) -> None:
    """Budgets of a year with `lines` lines, ten each, of units of their own: the same units for every year."""
    person = world.office.raiser
    typed = [{"item": "A02010105", "unit_price": "100", "quantity": 1, "measure": "台",
              "funding": [{"source": "general_budget", "amount": "100"}]} for _ in range(LINES)]
    pattern = person.confirms(person.adds_a_budget(*typed, year=LAST_YEAR))
    stored = _stored(world, f"BUDGET#{pattern['id']}")
    unit = next(item for item in all_of(world, "unit") if item["id"]["S"] == person.unit)
    put(world, (item for number in range(lines // LINES) for item in _copies(stored, unit, number, year)))


def _stored(world, pk: str) -> list[dict]:
    """In DynamoDB's JSON."""
    database, table = world.stack.session.client("dynamodb"), world.stack.resource("RecordsTable")
    wanted = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": pk}}}
    return database.query(TableName=table, **wanted)["Items"]


def _copies(stored: list[dict], unit: dict, number: int, year: int):
    """A unit with one budget."""
    name, budget = f"roller{number}", f"roller{number}-{year}"
    yield _with(unit, pk=f"UNIT#{name}", id=name, gsi3sk=name)
    for item in stored:
        item = _with(item, pk=f"BUDGET#{budget}")
        if item["entity"]["S"] == "budget":
            place = {"gsi3pk": f"UNIT#{name}#BUDGETS#{year:04}#CONFIRMED", "gsi3sk": f"x#{budget}"}
            item = _with(item, id=budget, unit=name, **place) | {"year": {"N": str(year)}}
        elif "budget" in item:
            item = _with(item, budget=budget)
        yield item


def _with(item: dict, **texts: str) -> dict:
    return copy.copy(item) | {name: {"S": text} for name, text in texts.items()}


def of_a_line(world, lines: int, year: int) -> Units:
    """Units of a whole run for each line that it carries over."""
    prepared(world, lines, year)
    with world.meter.measuring() as measured:
        YearEnd(world.stack).runs(year=year)
    units = measured.units()
    return Units(read=units.read / lines, write=units.write / lines, index=units.index / lines)
