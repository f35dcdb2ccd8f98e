"""Filings at once, with conflicts and lost answers: consecutive numbers, each for one plan."""

import re

import pytest

from tests.e2e.door import at_once, refusals
from tests.faults.faults import conflicting, dropped_after, killed_after
from tests.faults.persistence import by_turns, insists
from tests.faults.soundness import assert_numbers, assert_sound

NUMBER = re.compile(r"-(\d{5})\[\d{4}\](\d{5})$")


@pytest.mark.parametrize("plans", [10, pytest.param(50, marks=pytest.mark.soak)])
def test_plans_filed_at_once_have_consecutive_numbers(school, proxy, tables, plans):
    handler = school.handler
    waiting = by_turns(*[lambda: school.has_a_plan_at("Filing")] * plans)
    tasks = [handler.receives(plan, "Filing") for plan in waiting]
    with proxy.troubled(killed_after, "TransactWriteItems", by="approve-task", times=1), \
            proxy.troubled(conflicting, "TransactWriteItems", by="approve-task", chance=0.10), \
            proxy.troubled(dropped_after, "TransactWriteItems", by="approve-task", chance=0.05):
        filed = at_once(*[lambda task=task: insists(lambda key: handler.decides(task, "approval", {"name": "file"}, key)) for task in tasks])
    assert not refusals(filed), [str(refusal) for refusal in refusals(filed)]
    for place in (1, 2):
        serials = sorted(int(NUMBER.search(each["filing_number"])[place]) for each in filed)
        assert serials == list(range(serials[0], serials[0] + plans))
    assert_numbers(tables)
    for plan in waiting:
        handler.receives(plan, "Filing")
        assert_sound(tables, plan)
