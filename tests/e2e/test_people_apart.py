"""Who people are lies where the identity functions alone can write; whoever was not moved there yet is read from the directory."""

import pytest

from infra.people import DONE, move
from tests.e2e.door import refused

pytestmark = pytest.mark.feature("1.1")


def key_of(person) -> dict:
    return {"pk": f"PERSON#{person.id}", "sk": "HEAD"}


@pytest.fixture
def newcomer(unit):
    return unit.newcomer()


@pytest.fixture
def people(tables):
    return tables.table("PeopleTable")


@pytest.fixture
def from_before(newcomer, people):
    """Somebody who was brought in before there was a table of people."""
    people.delete_item(Key=key_of(newcomer))
    return newcomer


def test_what_another_function_writes_of_somebody_makes_them_nothing(newcomer, tables):
    newcomer.signs_in()
    tables.table("RecordsTable").update_item(
        Key=key_of(newcomer), UpdateExpression="SET #roles = :roles, #region = :region", ExpressionAttributeNames={"#roles": "roles", "#region": "region"},
        ExpressionAttributeValues={":roles": ["finance_office", "unit_admin"], ":region": "350100"})
    assert [role["code"] for role in newcomer.who_am_i()["roles"]] == ["demand_handler"]
    assert newcomer.signs_in()["region"] == "350001"
    with refused(403, "not_allowed"):
        newcomer.reads("/api/tasks/under-way")


def test_whoever_was_not_moved_yet_signs_in_works_and_changes_their_password(from_before, people):
    assert from_before.signs_in()["person"] == from_before.id
    plan = from_before.begins_a_plan()
    assert from_before.looks_at(plan)["status"] == "draft"
    assert "Item" not in people.get_item(Key=key_of(from_before))
    from_before.changes_password("another-Pass-2026")
    assert people.get_item(Key=key_of(from_before))["Item"]["roles"] == ["demand_handler"]
    assert from_before.who_am_i()["person"] == from_before.id


def test_moving_may_be_repeated_and_overwrites_nobody(from_before, newcomer, unit, tables, people):
    newer = unit.newcomer()
    tables.table("RecordsTable").update_item(
        Key=key_of(newer), UpdateExpression="SET #roles = :roles", ExpressionAttributeNames={"#roles": "roles"}, ExpressionAttributeValues={":roles": []})
    assert move(tables.table("RecordsTable"), people) >= 1
    try:
        assert move(tables.table("RecordsTable"), people) == 0
        assert people.get_item(Key=key_of(from_before))["Item"]["unit"] == from_before.unit
        assert people.get_item(Key=key_of(newer))["Item"]["roles"] == ["demand_handler"]
    finally:
        people.delete_item(Key=DONE)
