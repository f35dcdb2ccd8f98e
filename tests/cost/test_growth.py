"""A page costs what it costs, however much others have stored; `make bench` goes on to a million."""

import pytest

from tests.cost import growth

RECORDS, USERS = 1_000, 400


@pytest.fixture(scope="module")
def task(world):
    """An open to-do of the one whose lists are measured; 25 plans, so that first pages are full."""
    office = world.office
    plans = [office.raiser.has_submitted(office.lead) for _ in range(25)]
    tasks = [office.lead.receives(plan) for plan in plans]
    for plan in plans:
        world.rests(plan)
    return tasks[0]


def test_what_others_store_makes_no_page_dearer(world, task):
    growth.fill(world, RECORDS // 10, 0)
    before = growth.pages(world) | {"people": growth.people_of_step(world, task)}
    growth.fill(world, RECORDS, RECORDS // 10)
    growth.add_people(world, USERS, 0)
    after = growth.pages(world) | {"people": growth.people_of_step(world, task)}
    assert after == before
    assert after["implementation"].read < 12 and after["list to-do"].read < 12
