"""What a call consumes of DynamoDB, by the published rules: the one place where units are computed.

Rules (AWS, "DynamoDB read and write operations" and "Item sizes and formats"): a read unit is 4 KB read consistently,
half a unit otherwise; a write unit is 1 KB, two of them within a transaction, by the larger of the item before and after.
Each item of a batch or transaction is rounded up by itself, the items of a query together. An index is written when its
keys or what it projects change, one unit a KB, two entries when a key moves; a transaction does not double it. A
`ConditionCheck` counts here like a write of its item: the documentation does not say it is cheaper.
"""

import math
from dataclasses import dataclass

INDEXES = [(f"gsi{n}pk", f"gsi{n}sk") for n in range(1, 6)]
KB = 1024


@dataclass(frozen=True)
class Units:
    """Read units, write units of tables, write units of indexes."""

    read: float = 0.0
    write: float = 0.0
    index: float = 0.0

    def __add__(self, other: "Units") -> "Units":
        return Units(self.read + other.read, self.write + other.write, self.index + other.index)


def size(item: dict | None) -> int:
    """Bytes of an item in DynamoDB's JSON."""
    return sum(len(name.encode()) + _value(value) for name, value in (item or {}).items())


def _value(value: dict) -> int:
    [(kind, held)] = value.items()
    if kind == "S":
        return len(held.encode())
    if kind == "N":
        digits = held.lstrip("-").replace(".", "").strip("0")
        return math.ceil(len(digits) / 2) + 1 + held.startswith("-")
    if kind in ("BOOL", "NULL"):
        return 1
    if kind == "L":
        return 3 + sum(1 + _value(each) for each in held)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _value(each) for name, each in held.items())
    raise AssertionError(f"nothing here stores a {kind}")


def read(sizes: list[int], consistent: bool, together: bool = False) -> Units:
    """Items got one by one, or evaluated together by a query; nothing found costs as much as the least that is."""
    blocks = [sum(sizes)] if together else sizes
    return Units(read=sum(max(1, math.ceil(block / (4 * KB))) for block in blocks) * (1.0 if consistent else 0.5))


def written(before: dict | None, after: dict | None, in_transaction: bool) -> Units:
    """One item put, updated, deleted, or checked (then it is the same after as before)."""
    blocks = max(1, math.ceil(max(size(before), size(after)) / KB))
    index = sum(_entry(before, after, pk, sk) for pk, sk in INDEXES)
    return Units(write=blocks * (2.0 if in_transaction else 1.0), index=float(index))


def _entry(before: dict | None, after: dict | None, pk: str, sk: str) -> int:
    """Units of one index; everything is projected."""
    was, now = (item if item and pk in item else None for item in (before, after))
    kb = lambda item: max(1, math.ceil(size(item) / KB))  # noqa: E731
    if was is None or now is None:
        return kb(was or now) if was or now else 0
    if (was[pk], was[sk]) != (now[pk], now[sk]):
        return kb(was) + kb(now)
    return 0 if was == now else max(kb(was), kb(now))
