"""A stack of its own, with things in it that some may see and some may not."""

import pytest

from infra.local import Stack
from tests import remains
from tests.attack.ground import Ground
from tests.e2e.door import Door
from tests.e2e.people import Cast
from tests.e2e.tables import Tables


@pytest.fixture(scope="package")
def stack():
    with Stack(demo=True) as stack:
        yield stack
        remains.keep(stack, "attack")


@pytest.fixture(scope="package")
def door(stack) -> Door:
    door = Door(stack.url)
    # Eight at once on two cores: what is asked of an answer here is what it tells, not when it comes.
    door.is_patient = True
    return door


@pytest.fixture(scope="package")
def cast(door) -> Cast:
    return Cast(door)


@pytest.fixture(scope="package")
def tables(stack) -> Tables:
    return Tables(stack)


@pytest.fixture(scope="package")
def ground(cast, tables) -> Ground:
    return Ground(cast, tables)
