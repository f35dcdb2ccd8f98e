"""A stack of its own whose functions reach AWS through the fault proxy; the people are those of the end-to-end tests."""

import pytest

from infra.local import Stack
from tests import remains
from tests.e2e.door import Door
from tests.e2e.offices import Office
from tests.e2e.people import Cast
from tests.e2e.tables import Tables
from tests.faults.journey import World
from tests.faults.kind import Kind
from tests.faults.kinds import KINDS
from tests.faults.processes import kill_behind
from tests.faults.proxy import FaultProxy


@pytest.fixture(scope="session")
def proxy():
    proxy = FaultProxy()
    yield proxy
    proxy.close()


@pytest.fixture(scope="session")
def stack(proxy):
    stack = Stack(demo=True, endpoint_for_functions=proxy.url)
    proxy.target = stack.server.port
    with stack:
        proxy.knows(stack, lambda port: kill_behind(stack, port))
        yield stack
        remains.keep(stack, "faults")


@pytest.fixture(scope="session")
def cast(stack) -> Cast:
    return Cast(Door(stack.url))


@pytest.fixture(scope="session")
def tables(stack) -> Tables:
    return Tables(stack)


@pytest.fixture(scope="session")
def university(cast) -> Office:
    """福建省示范理工大学, whose filings the province's finance office reviews."""
    return Office(cast.linxiao, cast.huangzhiyuan, cast.liuyang, cast.wangjianguo, cast.chenhaoran, cast.guohaiyan)


@pytest.fixture(scope="session")
def school(cast) -> Office:
    """马尾区示范中学, in a region that files ordinary plans without a review."""
    return Office(cast.kongling, cast.dengyong, cast.jinhui, cast.dengyong, cast.duanli, cast.yuanfeng)


@pytest.fixture(scope="session")
def world(stack, proxy, tables, university, cast) -> World:
    return World(stack, proxy, tables, university, cast)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.code)
def kind(request, world) -> Kind:
    """Each kind of subject in turn."""
    return request.param(world)
