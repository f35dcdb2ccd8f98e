"""What acts cost in counts: none may grow by a tenth. `UPDATE=1` writes the committed counts anew."""

import json
import math
import os
from pathlib import Path

import pytest

from tests.cost.acts import Walk, approval_with_the_longest_names, save_of_lines
from tests.cost.lifecycle import ACTS, thousand

COUNTS = Path(__file__).with_name("counts.json")
LEEWAY = 1.10


@pytest.fixture(scope="module")
def found(world):
    return Walk(world).goes()


@pytest.fixture(scope="module")
def longest(world):
    return approval_with_the_longest_names(world)


def test_no_act_costs_a_tenth_more_than_before(found):
    now = {name: cost.figures() for name, cost in found.items()}
    if os.environ.get("UPDATE"):
        COUNTS.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
    before = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert now.keys() == before.keys()
    dearer = [f"{name}: {what} {before[name][what]:g} → {figure:g}" for name, figures in now.items()
              for what, figure in figures.items() if figure > before[name][what] * LEEWAY]
    assert not dearer, "dearer than before; if that is right, run with UPDATE=1: " + "; ".join(dearer)


def test_a_decision_is_one_read_and_one_transaction_besides_the_authorizer(found):
    for name in ("approve", "finish"):
        cost = found[name]
        assert (cost.reads, cost.transactions, cost.authorizer) == (1, 1, 2)
    for name in ("approve", "file", "finish", "submit"):
        assert found[name].transitions <= 2 and found[name].invocations <= 4


def test_a_save_of_a_plan_of_one_line_writes_four_units_and_nothing_follows_on_it(found):
    save = found["save"]
    assert (save.transactions, save.units.write, save.invocations) == (1, 4, 2)


def test_a_save_writes_two_units_for_each_further_kilobyte_of_the_body(world):
    save = save_of_lines(world, 20)
    [body] = [size for entity, size in save.parts if entity == "plan_body"]
    assert body > 2 * 1024 and (save.transactions, save.invocations) == (1, 2)
    assert save.units.write <= 4 + 2 * math.ceil((body - 1024) / 1024)


def test_a_decision_writes_eight_units_however_long_the_names_are(longest):
    """Header and to-do within a kilobyte each, the event within two: of units only ids stand in them."""
    sizes = {entity: size for entity, size in longest.parts if entity in ("subject", "todo", "event")}
    assert sizes["subject"] <= 1024 and sizes["todo"] <= 1024 and sizes["event"] <= 2048, sizes
    assert longest.path.write <= 8


def test_what_is_computed_is_what_the_stack_reports_of_transactions(found):
    assert {name: cost.computed for name, cost in found.items()} == {name: cost.reported for name, cost in found.items()}


def test_the_small_records_are_within_a_kilobyte(found):
    """A header that outgrows it costs two more write units and one for each index, with every decision."""
    for name, cost in found.items():
        assert all(size <= 1024 for entity, size in cost.parts if entity in ("subject", "todo", "session", "account")), name


def test_a_thousand_lifecycles_are_within_the_price(found):
    assert ACTS.keys() <= found.keys()
    assert sum(thousand(found).values()) <= 1.50
