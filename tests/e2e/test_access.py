"""The access grid that is committed, against the running API: each operation as each role, and as nobody."""

import json

import pytest

from infra.local.paths import ROOT
from tests.e2e.test_bad_input import filled

pytestmark = pytest.mark.feature("1.1")

ROUTES = {operation["operationId"].replace("-", "_"): (method.upper(), filled(path))
          for path, operations in json.loads((ROOT / "infra" / "openapi.json").read_text(encoding="utf-8"))["paths"].items()
          for method, operation in operations.items()}


def grid() -> tuple[list[str], dict[str, list[bool]]]:
    """The columns, and which of them each operation is open to."""
    heading, *rows = (ROOT / "layers" / "domain" / "access-grid.txt").read_text(encoding="utf-8").split("\n")
    cells = [row.split() for row in rows if row]
    # The last column, the kinds of organisation, follows from the roles.
    return heading.split()[1:-1], {operation: [mark == "x" for mark in marks] for operation, *marks, _ in cells}


COLUMNS, GRID = grid()


def test_the_grid_and_the_routes_name_the_same_operations():
    assert sorted(GRID) == sorted(ROUTES)


@pytest.mark.parametrize("column", COLUMNS)
def test_what_the_grid_says_is_what_the_api_does(cast, door, column):
    wrong = []
    holder = None if column == "nobody" else min(cast.with_role(column), key=lambda person: len(person.roles))
    roles = [column] if holder is None else holder.roles
    # The two that end or begin a session last.
    for operation in sorted(GRID, key=lambda operation: operation in ("sign_in", "sign_out")):
        method, path = ROUTES[operation]
        answer = holder.asks(method, path, key="grid-test") if holder else door.call(method, path, key="grid-test")
        is_open = answer.status not in (401, 403)
        if is_open != any(GRID[operation][COLUMNS.index(role)] for role in roles):
            wrong.append((operation, answer.status, answer.body))
        if not is_open:
            assert answer.body["code"] == ("not_allowed" if holder else "not_signed_in")
    assert not wrong
    if holder:
        holder.cookie = None
