"""A meter between the functions and DynamoDB, Step Functions and S3: each call with the function that made it and what it
consumed. It looks at the items before and after a write by itself, so it needs no faith in what the stack reports."""

import asyncio
import json
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.cost.units import Units, read, size, written
from tests.faults.proxy import FaultProxy


@dataclass(frozen=True)
class Counted:
    """One call; `reported` is what the stack says of its write units, where it says it."""

    function: str
    operation: str
    units: Units = Units()
    parts: tuple[tuple[str, int], ...] = ()
    reported: float | None = None


@dataclass
class Measured:
    """All calls within a measurement."""

    calls: list[Counted] = field(default_factory=list)

    def of(self, *functions: str) -> list[Counted]:
        return [call for call in self.calls if call.function in functions]

    def units(self) -> Units:
        return sum((call.units for call in self.calls), Units())

    def operations(self, *functions: str) -> Counter:
        return Counter(call.operation for call in self.of(*functions))


class Meter(FaultProxy):
    """Counts while something is measured, and lets every call pass."""

    _measured: Measured | None = None
    _database = None

    def reads_by(self, stack) -> None:
        """What it looks at items with; it goes past itself."""
        self._database = stack.session.client("dynamodb")

    @contextmanager
    def measuring(self):
        self._measured = Measured()
        try:
            yield self._measured
        finally:
            self._measured = None

    async def _answer(self, head: bytes, body: bytes, port: int) -> bytes | None:
        measured = self._measured
        if measured is None:
            return await super()._answer(head, body, port)
        call = self._call(head, body)
        asked = json.loads(body) if call.service == "dynamodb" else {}
        aside = asyncio.get_running_loop().run_in_executor
        places = _written_places(call.operation, asked)
        before = await aside(None, self._items, places)
        answer = await super()._answer(head, body, port)
        if answer is None or not answer.startswith(b"HTTP/1.1 200"):
            measured.calls.append(Counted(call.function, f"{call.operation} (refused)" if answer else call.operation))
            return answer
        told = _json(answer) if call.service == "dynamodb" else {}
        if places:
            after = await aside(None, self._items, places)
            counted = _writes(call, before, after, told)
        elif call.service == "dynamodb":
            counted = Counted(call.function, call.operation, await aside(None, self._read, call.operation, asked, told))
        else:
            counted = Counted(call.function, call.operation)
        measured.calls.append(counted)
        return answer

    def _items(self, places) -> list[dict | None]:
        return [self._database.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item") for table, key in places]

    def _read(self, operation: str, asked: dict, told: dict) -> Units:
        if operation == "GetItem":
            return read([size(told.get("Item"))], asked.get("ConsistentRead", False))
        if operation == "BatchGetItem":
            return sum((self._batch(table, keys, told) for table, keys in asked["RequestItems"].items()), Units())
        if operation == "Query":
            sizes = [size(item) for item in told.get("Items", [])]
            if asked.get("FilterExpression") or asked.get("Select") == "COUNT":
                sizes = [size(item) for item in self._database.query(**_unfiltered(asked))["Items"]]
            return read(sizes, asked.get("ConsistentRead", False), together=True)
        raise AssertionError(f"no rule for the units of {operation}")

    @staticmethod
    def _batch(table: str, keys: dict, told: dict) -> Units:
        sizes = [size(item) for item in told["Responses"].get(table, [])]
        return read(sizes + [0] * (len(keys["Keys"]) - len(sizes)), keys.get("ConsistentRead", False))


def _written_places(operation: str, asked: dict) -> list[tuple[str, dict]]:
    """Table and key of each item that a call writes or checks."""
    if operation == "TransactWriteItems":
        parts = [part for each in asked["TransactItems"] for part in each.values()]
    elif operation in ("PutItem", "UpdateItem", "DeleteItem"):
        parts = [asked]
    else:
        parts = []
    key = lambda part: part.get("Key") or {name: part["Item"][name] for name in ("pk", "sk")}  # noqa: E731
    return [(part["TableName"], key(part)) for part in parts]


def _writes(call, before: list, after: list, told: dict) -> Counted:
    in_transaction = call.operation == "TransactWriteItems"
    units = sum((written(was, now, in_transaction) for was, now in zip(before, after)), Units())
    parts = tuple(((now or was or {}).get("entity", {}).get("S", "nothing"), max(size(was), size(now)))
                  for was, now in zip(before, after))
    reported = sum(each["CapacityUnits"] for each in told.get("ConsumedCapacity", [])) if in_transaction else None
    return Counted(call.function, call.operation, units, parts, reported)


def _unfiltered(asked: dict) -> dict:
    """The same query, answered with all that it looks at."""
    kept = {name: value for name, value in asked.items()
            if name not in ("FilterExpression", "Select", "ReturnConsumedCapacity")}
    for names in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        kept[names] = {name: value for name, value in asked[names].items()
                       if re.search(re.escape(name) + r"\b", asked["KeyConditionExpression"])}
    return kept


def _json(answer: bytes) -> dict:
    head, body = answer.split(b"\r\n\r\n", 1)
    assert b"chunked" not in head.lower(), "the stack answers with a length"
    return json.loads(body)
