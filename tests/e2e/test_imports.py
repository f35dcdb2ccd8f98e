"""What an administrator brings in by files (import-organisation, import-catalogue, import-budgets): whole, or told row by row why not."""

import uuid

import pytest

from infra.local.importer import load
from infra.local.paths import DEMO
from infra.local.say import Trouble
from tests.e2e.clock import THIS_YEAR
from tests.e2e.door import refused

CATALOGUE = (DEMO / "catalogue.csv").read_text(encoding="utf-8")
BUDGETS = "name,document_number,kind,year,unit,department,raiser_user,confirmed,item,unit_price,quantity,measure,source,amount"


@pytest.mark.feature("2.2", "3.1")
def test_a_whole_catalogue_takes_the_place_of_the_one_before(lin, stack):
    more = [f"C99{number:02}0000,测试服务{number:02}\n" for number in range(1, 100)]
    more += [f"C99{number:02}{below:02}00,测试服务{number:02}之{below:02}\n" for number in range(1, 100) for below in range(1, 41)]
    try:
        load(stack.invoke, "catalogue", CATALOGUE + "C99000000,测试服务\n" + "".join(more), {})
        found = lin.searches_catalogue(query="测试服务07之")
        assert (len(found["items"]), found["items"][0]["code"]) == (40, "C99070100")
        assert lin.searches_catalogue(query="测试服务")["more"]
        lin.adds_a_budget({"item": "C99070100", "unit_price": "1", "quantity": 1, "measure": "项",
                           "funding": [{"source": "unit_funds", "amount": "1"}]})
    finally:
        load(stack.invoke, "catalogue", CATALOGUE, {})
    assert lin.searches_catalogue(query="测试服务")["items"] == []
    assert lin.searches_catalogue(query="A02010105")["items"][0]["name"] == "台式计算机"


@pytest.mark.feature("2.2")
def test_a_catalogue_with_one_bad_row_changes_nothing(lin, stack):
    for row, said in [("C9901,没有上级", "行"), ("X99000000,字母", "行"), ("A02000000,重复", "行"), ("C99000000,", "行")]:
        with pytest.raises(Trouble, match="nothing was imported"):
            load(stack.invoke, "catalogue", CATALOGUE + "C98000000,不应出现\n" + row + "\n", {})
    assert lin.searches_catalogue(query="不应出现")["items"] == []


@pytest.mark.feature("2.2", "2.6")
def test_budgets_come_in_as_rows_and_the_same_rows_again_change_nothing(lin, stack, tables):
    name = f"导入的预算{uuid.uuid4().hex[:8]}"
    rows = [f"{name},闽财测〔{THIS_YEAR}〕2号,initial,{THIS_YEAR},fjsflg,jwc,linxiao,yes,A02010105,5000,20,台,{source},{amount}"
            for source, amount in (("general_budget", "80000"), ("unit_funds", "20000"))]
    for _ in range(2):
        assert load(stack.invoke, "budgets", "\n".join([BUDGETS, *rows, ""]), {}) == 2
    [budget] = lin.lists_budgets(name=name)["items"]
    assert (budget["amount"], budget["balance"]["free"], budget["raiser"]["id"]) == ("100000.00", "100000.00", "linxiao")
    assert [funding["amount"] for funding in lin.looks_at_budget(budget)["lines"][0]["funding"]] == ["80000.00", "20000.00"]


@pytest.mark.feature("2.2")
def test_no_budget_of_a_file_comes_in_unless_every_row_is_good(lin, stack):
    name = f"不应出现的预算{uuid.uuid4().hex[:8]}"
    good = f"{name},文号,initial,{THIS_YEAR},fjsflg,jwc,linxiao,yes,A02010105,5000,20,台,general_budget,80000"
    bad = good.replace(name, name + "二")
    for row, field in [(bad.replace("A02010105", "A99999999"), "item"), (bad.replace("linxiao", "nobody"), "raiser_user"),
                       (bad.replace(",80000", ",八万"), "amount"), (bad.replace(",20,", ",0,"), "quantity")]:
        with pytest.raises(Trouble) as told:
            load(stack.invoke, "budgets", "\n".join([BUDGETS, good, row, ""]), {})
        assert f"row 3: {field}:" in str(told.value)
    assert lin.lists_budgets(name=name)["items"] == []


@pytest.mark.feature("1.1")
def test_a_role_belongs_to_a_kind_of_organisation(cast, stack):
    name = f"new-{uuid.uuid4().hex[:12]}"
    heading = "id,kind,name,unit,department,user_name,roles,password"
    for unit, department, role, good in [("mjxx", "scb", "demand_handler", False), ("fjsflg", "jwc", "agency", False),
                                         ("fjsflg", "jwc", "demand_handler;supplier", False), ("fjczt", "cgb", "demand_handler", True)]:
        row = f"{name},person,甲,{unit},{department},{name},{role},test-only-{name}"
        answer = stack.invoke("import-organisation", {"csv": f"{heading}\n{row}\n"})
        assert [fault["field"] for fault in answer["faults"]] == ([] if good else ["roles"])


@pytest.mark.feature("1.1")
def test_nobody_comes_in_unless_every_row_is_good(cast, stack):
    name = f"new-{uuid.uuid4().hex[:12]}"
    heading = "id,kind,name,unit,department,user_name,roles,password"
    good = f"{name},person,甲,fjsflg,jwc,{name},demand_handler,test-only-{name}"
    bad = [f"{name}b,person,乙,fjsflg,no-such,{name}b,demand_handler,test-only-{name}",
           f"{name}c,person,丙,fjsflg,jwc,{name}c,emperor,test-only-{name}",
           f"{name}d,person,丁,fjsflg,jwc,{name}d,demand_handler,short"]
    answer = stack.invoke("import-organisation", {"csv": "\n".join([heading, good, *bad, ""])})
    assert answer["imported"] == 0
    assert [(fault["row"], fault["field"]) for fault in answer["faults"]] == [(3, "department"), (4, "roles"), (5, "password")]
    with refused(401, "wrong_credentials"):
        cast.linxiao.door.call("POST", "/api/session", {"user_name": name, "password": f"test-only-{name}"}).good()
