"""Budgets (add-budget, confirm-budget, list-budgets, get-budget, budget-terms) and the catalogue (search-catalogue)."""

import pytest

from tests.e2e.budget_acts import budget, line
from tests.e2e.clock import THIS_YEAR
from tests.e2e.door import at_once, done, new_key, refused


@pytest.mark.feature("2.2")
def test_the_amount_of_a_budget_is_the_sum_of_its_sources(lin):
    two_sources = line() | {"funding": [{"source": "unit_funds", "amount": "20000.50"},
                                        {"source": "general_budget", "amount": "80000"}]}
    added = lin.adds_a_budget(two_sources, line("600", item="A05010203", price="600", quantity=1, measure="张"))
    assert (added["amount"], added["status"], added["status_label"]) == ("100600.50", "unconfirmed", "待确认")
    assert (added["raiser"], added["department_name"], added["balance"]) == ({"id": "linxiao", "name": "林晓"}, "教务处", None)
    shown = lin.looks_at_budget(added)
    assert [(each["number"], each["item_name"], each["amount"]) for each in shown["lines"]] == [
        (1, "台式计算机", "100000.50"), (2, "教学、实验用桌", "600.00")]


@pytest.mark.feature("2.6")
def test_only_a_confirmed_budget_has_balances_and_all_of_it_is_free(lin):
    added = lin.adds_a_budget(line("100000"), line("250.55", source="unit_funds"))
    confirmed = lin.confirms(added)
    assert (confirmed["status"], confirmed["id"]) == ("confirmed", added["id"])
    parts = {"free": "100250.55", "reserved": "0.00", "contracted": "0.00", "paid": "0.00", "carried": "0.00",
             "held": "0.00", "adjusted": "0.00"}
    assert confirmed["balance"] == parts
    shown = lin.looks_at_budget(added)
    assert shown["balance"] == parts
    assert [each["balance"]["free"] for each in shown["lines"]] == ["100000.00", "250.55"]
    assert shown["lines"][1]["funding"][0]["label"] == "单位资金"


@pytest.mark.feature("2.6")
def test_a_budget_is_confirmed_once(lin):
    added, key = lin.adds_a_budget(), new_key()
    first = lin.confirms(added, key=key)
    assert lin.confirms(added, key=key) == first
    with refused(409, "already_confirmed"):
        lin.confirms(added)
    assert lin.sees_balance(added) == ("100000.00", "0.00")


@pytest.mark.feature("2.6")
def test_confirmed_by_eight_at_once_a_budget_has_its_amount_once(lin):
    added = lin.adds_a_budget()
    assert len(done(at_once(*[lambda: lin.confirms(added)] * 8))) == 1
    assert lin.sees_balance(added) == ("100000.00", "0.00")


@pytest.mark.feature("2.6")
def test_another_department_sees_a_budget_but_cannot_confirm_it(lin, cast):
    added = lin.adds_a_budget()
    assert cast.xujing.looks_at_budget(added)["name"] == added["name"]
    with refused(404, "not_found"):
        cast.xujing.confirms(added)
    assert lin.looks_at_budget(added)["status"] == "unconfirmed"


@pytest.mark.feature("2.2", "2.6")
def test_another_unit_knows_of_no_such_budget(lin, wei):
    added = lin.adds_a_budget()
    with refused(404, "not_found"):
        wei.looks_at_budget(added)
    with refused(404, "not_found"):
        wei.confirms(added)
    assert added["id"] not in [each["id"] for each in wei.lists_budgets(status="unconfirmed")["items"]]


@pytest.mark.feature("2.2")
def test_every_wrong_field_of_a_budget_is_named(lin):
    bad = line(item="B99", price="0", quantity=0) | {"funding": [
        {"source": "unit_funds", "amount": "0"}, {"source": "unit_funds", "amount": "1"}]}
    with refused(400, "invalid_fields") as wrong:
        lin.adds_a_budget(line(item="A00000000"), line(item="A99990000"), bad, line() | {"funding": []}, year=2001)
    assert wrong.fields == {
        "year": "invalid_value", "lines[0].item": "item_too_general", "lines[1].item": "item_unknown",
        "lines[2].item": "item_unknown", "lines[2].unit_price": "invalid_value", "lines[2].quantity": "invalid_value",
        "lines[2].funding[0].amount": "invalid_value", "lines[2].funding[1].source": "invalid_value",
        "lines[3].funding": "missing_field"}


@pytest.mark.feature("2.2")
@pytest.mark.parametrize(("more", "field", "code"), [
    ({"amount": "1"}, "amount", "unknown_field"),
    ({"name": ""}, "name", "invalid_value"),
    ({"name": "字" * 61}, "name", "invalid_value"),
    ({"name": "两\n行"}, "name", "invalid_value"),
    ({"name": None}, "name", "wrong_type"),
    ({"kind": "other"}, "kind", "invalid_value"),
    ({"year": "2026"}, "year", "wrong_type"),
    ({"lines": {}}, "lines", "wrong_type"),
    ({"lines": [line(price="1.005")]}, "lines[0].unit_price", "invalid_value"),
    ({"lines": [line(price="-1")]}, "lines[0].unit_price", "invalid_value"),
    ({"lines": [line(price=5000)]}, "lines[0].unit_price", "wrong_type"),
    ({"lines": [line(quantity=-1)]}, "lines[0].quantity", "invalid_value"),
    ({"lines": [line(quantity=1.5)]}, "lines[0].quantity", "wrong_type"),
    ({"lines": [line() | {"colour": "红"}]}, "lines[0].colour", "unknown_field"),
])
def test_what_does_not_read_as_a_budget_is_told_by_field(lin, more, field, code):
    with refused(400, "invalid_body") as wrong:
        lin.adds_a_budget(**more)
    assert wrong.fields == {field: code}


@pytest.mark.feature("2.2")
def test_too_many_lines_and_too_much_money_are_refused(lin):
    with refused(400, "invalid_fields") as many:
        lin.adds_a_budget(*[line("1")] * 41)
    assert many.fields == {"lines": "too_many"}
    with refused(400, "invalid_fields") as much:
        lin.adds_a_budget(line("1000000000000"), line("0.01"))
    assert much.fields == {"lines": "invalid_value"}


@pytest.mark.feature("2.2")
def test_the_same_budget_sent_eight_times_at_once_is_one_budget(lin):
    entry, key = budget(), new_key()
    answers = at_once(*[lambda: lin.asks("POST", "/api/budgets", entry, key=key)] * 8)
    assert [answer.status for answer in answers] == [201] * 8
    assert all(answer.body == answers[0].body for answer in answers)
    assert len(lin.lists_budgets(status="unconfirmed", name=entry["name"])["items"]) == 1
    with refused(409, "idempotency_key_reused"):
        lin.writes("POST", "/api/budgets", entry | {"kind": "surplus"}, key)


@pytest.mark.feature("2.2")
def test_without_a_key_nothing_is_written(lin):
    for key in (None, "short", "with space in it", "x" * 81):
        with refused(400, "idempotency_key_missing"):
            lin.asks("POST", "/api/budgets", budget(), key=key).good()


@pytest.mark.feature("2.6")
def test_budgets_are_listed_by_year_status_and_name_page_by_page(unit):
    kong = unit.raiser
    names = [f"分页预算{number:02}" for number in range(21)]
    at_once(*[lambda name=name: kong.adds_a_budget(name=name) for name in names])
    first = kong.lists_budgets(status="unconfirmed")
    second = kong.lists_budgets(status="unconfirmed", cursor=first["next"])
    assert (len(first["items"]), second["next"]) == (20, None)
    assert sorted(each["name"] for each in first["items"] + second["items"]) == names
    assert [each["name"] for each in kong.lists_budgets(status="unconfirmed", name="预算07")["items"]] == ["分页预算07"]
    assert kong.lists_budgets(status="unconfirmed", year=THIS_YEAR - 1)["items"] == []
    confirmed = kong.has_a_budget()
    assert [each["id"] for each in kong.lists_budgets(status="confirmed")["items"]] == [confirmed["id"]]
    assert all(each["balance"] for each in kong.lists_budgets()["items"])
    with refused(400, "bad_cursor"):
        kong.lists_budgets(status="unconfirmed", cursor="nonsense")
    for wrong in ({"year": "abc"}, {"year": "1999"}, {"status": "gone"}, {"name": "字" * 61}):
        with refused(400, "invalid_fields"):
            kong.lists_budgets(**wrong)

@pytest.mark.feature("2.2")
def test_what_can_be_chosen_is_sent_and_accepted(lin, cast):
    terms = lin.reads("/api/budget-terms")
    assert terms["years"] == [THIS_YEAR + 1, THIS_YEAR, THIS_YEAR - 1]
    needs = {kind["label"]: kind["needs"] for kind in terms["kinds"]}
    assert needs == {"年初预算": None, "预算追加": "treasury_approval", "预算结余": None}
    sources = [source["code"] for source in terms["sources"]]
    funding = [{"source": source, "amount": "1.00"} for source in sources]
    assert lin.adds_a_budget(line() | {"funding": funding})["amount"] == f"{len(sources)}.00"
    with refused(403, "not_allowed"):
        cast.guohaiyan.reads("/api/budget-terms")



@pytest.mark.feature("2.2", "3.1")
def test_the_catalogue_is_searched_by_code_and_by_name(lin):
    by_name = lin.searches_catalogue(query="服务器")
    assert ("A02010104", "服务器") in [(item["code"], item["name"]) for item in by_name["items"]]
    assert by_name["edition"] == 2022
    assert [item["code"] for item in lin.searches_catalogue(query="A02010105")["items"]] == ["A02010105"]
    below = lin.searches_catalogue(under="A02010100")["items"]
    assert below and all(item["code"].startswith("A020101") for item in below)
    assert lin.searches_catalogue(query="没有这种东西")["items"] == []
    with refused(400, "invalid_fields"):
        lin.searches_catalogue(under="X1")
