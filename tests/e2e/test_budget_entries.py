"""What stands behind the figures of a budget (list-entries): which plan holds how much."""

from decimal import Decimal

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.door import refused
from tests.e2e.plan_acts import draws_on

pytestmark = pytest.mark.feature("2.1")


def entries(person, budget: dict, **query) -> list[tuple]:
    page = person.reads(f"/api/budgets/{budget['id']}/entries", **query)
    for each in page["items"]:
        assert Decimal(each["reserved"]) == sum(Decimal(part["reserved"]) for part in each["parts"])
    return [(part["line"], part["source_label"], each["plan"], part["reserved"]) for each in page["items"] for part in each["parts"]]


def test_each_plan_is_told_with_what_it_holds_as_it_changes(lin, huang, university):
    two_sources = line("60000") | {"funding": [{"source": "general_budget", "amount": "30000"}, {"source": "unit_funds", "amount": "40000"}]}
    budget = lin.has_a_budget(two_sources, line("20000"))
    assert entries(lin, budget) == []
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
    small = lin.has_submitted(huang, draws_on(budget, number=2, quantity=1))
    general, own = "一般公共预算资金", "单位资金"
    assert entries(lin, budget) == [
        (2, general, small["id"], "5000.00"), (1, general, plan["id"], "30000.00"), (1, own, plan["id"], "20000.00")]
    assert entries(huang, budget, line=1, source="unit_funds") == [(1, own, plan["id"], "20000.00")]
    assert entries(lin, budget, line=2) == [(2, general, small["id"], "5000.00")]
    university.handler.edits(plan, lines=[draws_on(budget, quantity=6), draws_on(budget, number=2, quantity=1)])
    assert entries(lin, budget, line=1) == [(1, general, plan["id"], "30000.00")]
    assert entries(lin, budget, line=2) == [(2, general, small["id"], "5000.00"), (2, general, plan["id"], "5000.00")]
    huang.receives(small)
    lin.withdraws(f"plan.{small['id']}.1.0")
    assert entries(lin, budget, line=2) == [(2, general, plan["id"], "5000.00")]
    [first] = lin.reads(f"/api/budgets/{budget['id']}/entries", line=1)["items"]
    assert (first["plan_name"], first["status_label"], first["raiser"]["name"]) == (lin.looks_at(plan)["name"], "审批中", "林晓")


def test_a_plan_that_was_moved_to_another_budget_is_told_there_alone(lin, university):
    left, taken = lin.has_a_budget(), lin.has_a_budget()
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(left))
    university.handler.edits(plan, lines=[draws_on(taken)])
    assert entries(lin, left) == []
    assert [each[2] for each in entries(lin, taken)] == [plan["id"]]


def test_many_plans_come_page_by_page(lin, huang):
    budget = lin.has_a_budget(line("1000"))
    plans = [lin.has_submitted(huang, draws_on(budget, price="1", quantity=n + 1))["id"] for n in range(21)]
    first = lin.reads(f"/api/budgets/{budget['id']}/entries")
    second = lin.reads(f"/api/budgets/{budget['id']}/entries", cursor=first["next"])
    assert (len(first["items"]), second["next"]) == (20, None)
    assert {each["plan"] for each in first["items"] + second["items"]} == set(plans)


def test_the_entries_of_a_budget_are_its_units_own(lin, wei):
    budget = lin.has_a_budget()
    with refused(404, "not_found"):
        entries(wei, budget)
    for wrong in ({"line": "x"}, {"line": 1, "source": "gold"}, {"source": "unit_funds"}):
        with refused(400, "invalid_fields"):
            entries(lin, budget, **wrong)
    with refused(400, "bad_cursor"):
        entries(lin, budget, cursor="nonsense")
