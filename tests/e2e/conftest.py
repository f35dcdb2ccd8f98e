"""One stack for all end-to-end tests of a worker, gone before other tests begin; each test has budgets and plans of its own."""

import pytest

from infra.local import Stack
from infra.local.paths import ROOT
from tests import remains
from tests.e2e.clock import THIS_YEAR, today
from tests.e2e.door import Door
from tests.e2e.offices import Office
from tests.e2e.own_unit import OwnUnit
from tests.e2e.people import Cast
from tests.e2e.tables import Tables


@pytest.fixture(scope="package")
def stack(request):
    with Stack(demo=True) as stack:
        yield stack
        if request.session.testsfailed:
            _tell_what_went_wrong_inside(stack)


def _tell_what_went_wrong_inside(stack) -> None:
    """A 500 says nothing of its inside; the logs do."""
    lines = [line for area in ("identity", "budgets", "plans", "questions", "tasks") for line in stack.logs(area)]
    for line in [line for line in lines if '"ERROR"' in line][-20:]:
        print(line.strip())


@pytest.fixture(scope="package")
def door(stack) -> Door:
    return Door(stack.url)


@pytest.fixture(scope="package")
def cast(stack, door):
    cast = Cast(door)
    yield cast
    remains.keep(stack, "e2e", cast)


# 福建省示范理工大学: the people of most stories.


@pytest.fixture(scope="package")
def lin(cast):
    """林晓, 教务处经办: raises the plans."""
    return cast.linxiao


@pytest.fixture(scope="package")
def chen(cast):
    """陈雨婷, a colleague of the same department."""
    return cast.chenyuting


@pytest.fixture(scope="package")
def huang(cast):
    """黄志远, 教务处领导."""
    return cast.huangzhiyuan


@pytest.fixture(scope="package")
def zheng(cast):
    """郑伟, 信息中心领导: another department's lead."""
    return cast.zhengwei


@pytest.fixture(scope="package")
def zhang(cast):
    """张国栋, 分管领导 of the requesting departments."""
    return cast.zhangguodong


@pytest.fixture(scope="package")
def liu(cast):
    """刘洋, 采购主管处室经办."""
    return cast.liuyang


@pytest.fixture(scope="package")
def wang(cast):
    """王建国, 采购主管处室领导."""
    return cast.wangjianguo


@pytest.fixture(scope="package")
def hao(cast):
    """陈浩然, 单位领导."""
    return cast.chenhaoran


@pytest.fixture(scope="package")
def guo(cast):
    """郭海燕, 采购办."""
    return cast.guohaiyan


@pytest.fixture(scope="package")
def lv(cast):
    """吕明, 采购办."""
    return cast.lvming


@pytest.fixture(scope="package")
def wei(cast):
    """魏子涵 of another unit, 福州市示范博物馆."""
    return cast.weizihan


@pytest.fixture(scope="package")
def tables(stack) -> Tables:
    return Tables(stack)


@pytest.fixture
def unit(cast, stack) -> OwnUnit:
    """A unit of the test's own."""
    return OwnUnit(cast, stack)


@pytest.fixture(scope="package")
def university(lin, huang, liu, wang, hao, guo) -> Office:
    """福建省示范理工大学, whose filings the province's finance office reviews."""
    return Office(lin, huang, liu, wang, hao, guo)


@pytest.fixture(scope="package")
def school(cast) -> Office:
    """马尾区示范中学, in a region that files ordinary plans without a review."""
    return Office(cast.kongling, cast.dengyong, cast.jinhui, cast.dengyong, cast.duanli, cast.yuanfeng)


@pytest.fixture(scope="package")
def museum(cast) -> Office:
    """福州市示范博物馆, in a region of its own."""
    return Office(cast.weizihan, cast.fanglihua, cast.tangjun, cast.pengyu, cast.shaoqiang, cast.dongjie)


@pytest.fixture
def a_working_day(stack):
    """Today is one, whatever it is elsewhere: by the calendar's import."""
    usual = (ROOT / "layers" / "domain" / "data" / "calendar-2026.csv").read_text(encoding="utf-8")
    rows = [row for row in usual.splitlines() if row.startswith((f"{THIS_YEAR}-", "date")) and not row.startswith(str(today()))]
    answer = stack.invoke("import-calendar", {"csv": "\n".join([*rows, f"{today()},work,端到端测试"])})
    assert answer["faults"] == []
