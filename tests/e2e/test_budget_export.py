"""Budgets as a workbook (export-budgets): what the query and the confirmation list show, safe to open."""

import uuid

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.clock import THIS_YEAR
from tests.e2e.door import refused
from tests.e2e.plan_acts import draws_on
from tests.e2e.workbooks import MEDIA_TYPE, Formula, cells, part

pytestmark = pytest.mark.feature("2.1", "2.6")


def exported(person, **query) -> tuple[bytes, dict[str, list[dict]]]:
    answer = person.asks("GET", "/api/exports/budgets", query=query)
    content = answer.good()
    assert answer.headers["Content-Type"] == MEDIA_TYPE and "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    sheets = cells(content)
    return content, {name: [dict(zip(rows[0], row)) for row in rows[1:]] for name, rows in sheets.items()}


def test_the_query_comes_with_its_execution_as_numbers_and_dates(lin, huang):
    name = f"=导出{uuid.uuid4().hex[:8]}"
    added = lin.adds_a_budget(line("100000") | {"funding": [{"source": "general_budget", "amount": "80000.05"},
                                                            {"source": "unit_funds", "amount": "19999.95"}]}, name=name)
    lin.confirms(added)
    lin.has_submitted(huang, draws_on(added))
    content, sheets = exported(lin, name=name)
    [head] = sheets["预算"]
    assert (head["预算名称"], head["状态"], head["年度"], head["经办人"]) == ("'" + name, "已确认", float(THIS_YEAR), "林晓")
    assert (head["预算金额（元）"], head["可用"], head["计划占用"], head["已支付"]) == (100000.0, 50000.0, 50000.0, 0.0)
    assert head["新增日期"] == head["确认日期"] > 46000.0
    own = [(row["资金来源"], row["金额（元）"], row["计划占用"]) for row in sheets["明细"]]
    assert own == [("一般公共预算资金", 80000.05, 50000.0), ("单位资金", 19999.95, 0.0)]
    styles = part(content, "xl/styles.xml")
    assert "#,##0.00" in styles and "yyyy-mm-dd" in styles
    assert not [value for rows in sheets.values() for row in rows for value in row.values() if isinstance(value, Formula)]


def test_the_confirmation_list_is_what_awaits_it(lin, wei):
    name = f"待确认导出{uuid.uuid4().hex[:8]}"
    lin.adds_a_budget(line("250.55"), name=name)
    assert exported(lin, name=name)[1]["预算"] == []
    [head] = exported(lin, name=name, status="unconfirmed")[1]["预算"]
    assert (head["预算金额（元）"], head["状态"], head.get("可用")) == (250.55, "待确认", None)
    assert exported(wei, name=name, status="unconfirmed")[1]["预算"] == []
    for wrong in ({"year": "1999"}, {"status": "deleted"}, {"name": "字" * 61}):
        with refused(400, "invalid_fields"):
            exported(lin, **wrong)
