"""Adjustments (adjust-budget): other items for the same money, held from the moment they are made."""

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.budget_more import Treasurer, adjustment, take
from tests.e2e.door import at_once, done, new_key, refusals, refused
from tests.e2e.plan_acts import draws_on

pytestmark = pytest.mark.feature("2.5")
PARTS = ("free", "held", "adjusted")


@pytest.fixture(scope="module")
def treasurer(lin) -> Treasurer:
    return Treasurer(lin)


def test_what_is_adjusted_is_held_at_once_and_leaves_when_it_is_confirmed(lin, treasurer):
    old = lin.has_a_budget(line("1000"), line("500.05", source="unit_funds"))
    new = treasurer.adjusts(old, take("400"), take("500.05", number=2, source="unit_funds"), name="改购家具")
    assert (new["amount"], new["status"], new["origin"], new["origin_label"], new["from"]) == (
        "900.05", "unconfirmed", "adjusted", "预算调剂", old["id"])
    assert treasurer.sees(old, *PARTS) == ("600.00", "900.05", "0.00")
    assert lin.confirms(new)["balance"]["free"] == "900.05"
    assert treasurer.sees(old, *PARTS) == ("600.00", "0.00", "900.05")
    [shown] = lin.looks_at_budget(old)["adjustments"]
    assert lin.looks_at_budget(new)["adjustments"] == [shown]
    assert (shown["amount"], shown["name"], shown["reason"], shown["to"]) == ("900.05", "改购家具", "实际采购需求变化", new["id"])
    assert [(each["item_name"], each["source_label"], each["amount"]) for each in shown["before"]] == [
        ("台式计算机", "一般公共预算资金", "400.00"), ("台式计算机", "单位资金", "500.05")]
    assert [(each["item"], each["amount"]) for each in shown["after"]] == [("A05010203", "400.00"), ("A05010203", "500.05")]
    assert shown["confirmed_at"]


@pytest.mark.feature("2.6")
def test_a_deleted_adjustment_gives_back_what_it_held(lin, treasurer):
    old = lin.has_a_budget(line("1000"))
    before = lin.looks_at_budget(old)
    new = treasurer.adjusts(old, take("400"))
    treasurer.deletes(new)
    assert lin.looks_at_budget(old) == before
    assert before["adjustments"] == [] and treasurer.may(old) == {"cancel": None, "adjust": None}


def test_what_a_plan_has_reserved_is_not_adjusted_and_what_is_held_is_not_planned(lin, huang, treasurer):
    budget = lin.has_a_budget(line("60000"))
    plan = lin.begins_a_plan(draws_on(budget))
    lin.submits(plan, to=huang)
    with refused(422, "budget_insufficient") as wrong:
        treasurer.adjusts(budget, take("10000.01"))
    assert wrong.fields == {"takes[0].amount": "budget_insufficient"}
    treasurer.adjusts(budget, take("10000"))
    with refused(422, "budget_insufficient"):
        lin.submits(lin.begins_a_plan(draws_on(budget, price="0.01", quantity=1)), to=huang)
    with refused(422, "budget_insufficient"):
        treasurer.adjusts(budget, take("0.01"))
    with refused(422, "budget_in_use"):
        treasurer.cancels(budget)


@pytest.mark.feature("2.1")
def test_an_adjusted_budget_is_planned_on_and_adjusted_again(lin, huang, treasurer):
    old = lin.has_a_budget(line("1000"))
    new = lin.confirms(treasurer.adjusts(old, take("1000")))
    lin.submits(lin.begins_a_plan(draws_on(new, item="A05010203", price="600", quantity=1, measure="张")), to=huang)
    newer = treasurer.adjusts(new, take("400"), lines=[line("400", item="A02010105")])
    lin.confirms(newer)
    assert treasurer.sees(new, "free", "reserved", "adjusted") == ("0.00", "600.00", "400.00")
    assert len(lin.looks_at_budget(new)["adjustments"]) == 2
    for act in (lambda: treasurer.cancels(new), lambda: treasurer.edits(treasurer.adjusts(newer, take("1")))):
        with refused(422, "not_editable"):
            act()


def test_every_wrong_field_of_an_adjustment_is_named(lin, treasurer):
    budget = lin.has_a_budget(line("1000"))
    with refused(400, "invalid_fields") as wrong:
        treasurer.adjusts(budget, take("0"), take("1", number=7), take("1"), kind="other",
                          lines=[line("1", item="A00000000"), line("0")])
    assert wrong.fields == {
        "takes[0].amount": "invalid_value", "takes[1].line": "invalid_value", "takes[2].line": "invalid_value",
        "attachment.kind": "invalid_value", "lines[0].item": "item_too_general", "lines[1].funding[0].amount": "invalid_value"}
    for lines in ([line("99.99")], [line("100.01")], [line("100", source="unit_funds")]):
        with refused(400, "invalid_fields") as wrong:
            treasurer.adjusts(budget, take("100"), lines=lines)
        assert wrong.fields == {"lines": "adjustment_unbalanced"}
    for amount, code in (("-1", 400), ("1e3", 400), ("=1+1", 400), ("1.005", 400), ("1000000000000000", 400)):
        with refused(code, "invalid_body"):
            treasurer.adjusts(budget, take(amount))
    assert treasurer.sees(budget, *PARTS) == ("1000.00", "0.00", "0.00")
    with refused(409, "not_confirmed"):
        treasurer.adjusts(lin.adds_a_budget())


def test_the_attachment_is_a_checked_one_of_the_unit(lin, wei, cast, treasurer):
    budget = lin.has_a_budget(line("1000"))
    for paper, code in ((wei.attaches(), "attachment_unknown"), (lin.declares()["upload"], "attachment_not_checked")):
        with refused(400, "invalid_fields") as wrong:
            lin.writes("POST", f"/api/budgets/{budget['id']}/adjustments", adjustment(paper))
        assert wrong.fields == {"attachment.upload": code}
    for other in (wei, cast.xujing):
        with refused(404, "not_found"):
            Treasurer(other).adjusts(budget)


@pytest.mark.feature("2.6", "3.10")
def test_adjustments_plans_and_a_cancellation_at_once_take_no_fen_too_much(lin, huang, treasurer):
    budget = lin.has_a_budget(line("50000"))
    plans = [lin.begins_a_plan(draws_on(budget, quantity=4)) for _ in range(3)]
    treasurer.paper  # uploaded before the race
    acts = [lambda plan=plan: lin.submits(plan, to=huang, version=1) for plan in plans]
    acts += [lambda: treasurer.adjusts(budget, take("15000")) for _ in range(4)] + [lambda: treasurer.cancels(budget)]
    results = at_once(*acts)
    assert {each.code for each in refusals(results)} <= {"budget_insufficient", "budget_in_use", "stale_version", "invalid_fields", "not_confirmed"}
    if lin.looks_at_budget(budget)["status"] == "unconfirmed":
        assert len(done(results)) == 1
    else:
        free, reserved, held = (float(part) for part in treasurer.sees(budget, "free", "reserved", "held"))
        adjusted = [each for each in done(results) if each.get("origin") == "adjusted"]
        assert free + reserved + held == 50000 and held == 15000 * len(adjusted) and free < 20000


def test_confirming_and_deleting_an_adjustment_at_once_is_one_of_both(lin, treasurer):
    for _ in range(4):
        old = lin.has_a_budget(line("1000"))
        new = treasurer.adjusts(old, take("400"))
        results = at_once(lambda: lin.confirms(new), lambda: treasurer.deletes(new), lambda: lin.confirms(new))
        assert len(done(results)) == 1, results
        free, held, adjusted = treasurer.sees(old, *PARTS)
        assert (free, held, adjusted) in (("1000.00", "0.00", "0.00"), ("600.00", "0.00", "400.00"))


@pytest.mark.feature("2.6")
def test_adjustments_are_confirmed_among_many(lin, treasurer):
    old = lin.has_a_budget(line("1000"))
    new = [treasurer.adjusts(old, take("100")) for _ in range(2)]
    assert treasurer.confirms_all(*new)["confirmed"] == 2
    assert treasurer.sees(old, *PARTS) == ("800.00", "0.00", "200.00")


def test_eight_times_the_same_adjustment_is_one(lin, treasurer):
    old, key = lin.has_a_budget(line("1000")), new_key()
    treasurer.paper
    answers = at_once(*[lambda: treasurer.adjusts(old, take("100"), key=key)] * 8)
    assert len({each["id"] for each in answers}) == 1 and treasurer.sees(old, *PARTS) == ("900.00", "100.00", "0.00")


def test_forty_accounts_are_adjusted_to_forty_others(lin, treasurer):
    old = lin.has_a_budget(*[line("10", item="A02010105", price=str(n + 1)) for n in range(40)])
    new = treasurer.adjusts(old, *[take("10", number=n + 1) for n in range(40)])
    assert lin.confirms(new)["balance"]["free"] == "400.00"
    assert treasurer.sees(old, *PARTS) == ("0.00", "0.00", "400.00")
