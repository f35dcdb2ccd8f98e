"""A stack of its own whose functions reach AWS through the meter, and nothing that fires by the clock."""

import pytest

from infra.local import Stack
from tests.cost.meter import Meter
from tests.cost.world import World


@pytest.fixture(scope="module")
def world():
    meter = Meter()
    stack = Stack(demo=True, endpoint_for_functions=meter.url)
    meter.target = stack.server.port
    with stack:
        yield World(stack, meter)
    meter.close()
