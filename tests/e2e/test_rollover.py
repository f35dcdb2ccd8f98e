"""Year-end rollover 年结: preview-rollover before it, the run by its schedule, get-rollover and list-rollover while and after it."""

from datetime import datetime, timedelta, timezone

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.budget_more import Treasurer, take
from tests.e2e.clock import THIS_YEAR
from tests.e2e.door import refused, wait_for
from tests.e2e.plan_acts import draws_on
from tests.e2e.rollover import LAST_YEAR, YearEnd, carried_from

pytestmark = pytest.mark.feature("2.7")


@pytest.fixture(scope="module")
def year_end(stack):
    return YearEnd(stack)


@pytest.fixture(scope="module")
def platform(cast):
    return cast.with_role("platform_admin")[0]


def last_years(person, *lines, **more) -> dict:
    """A confirmed budget of the year that is over."""
    return person.confirms(person.adds_a_budget(*lines, year=LAST_YEAR, **more))


def previews(person, **query) -> dict:
    """All of one's unit, by pages."""
    pages, cursor = [], None
    while True:
        pages.append(person.reads("/api/rollover/preview", year=LAST_YEAR, cursor=cursor, **query))
        cursor = pages[-1]["next"]
        if not cursor:
            return {one["id"]: one for page in pages for one in page["items"]} | {"first": pages[0]}


def by_its_schedule(stack, year_end) -> str:
    """Switched on, and due in a moment: what the template's parameters do on AWS. The execution that it starts."""
    scheduler, name = stack.session.client("scheduler"), stack.resource("BudgetRolloverYearEnd")
    found = scheduler.get_schedule(Name=name)
    assert (found["State"], found["ScheduleExpression"]) == ("DISABLED", "cron(0 1 1 1 ? *)"), "off by default"
    kept = {key: found[key] for key in ("Name", "FlexibleTimeWindow", "Target")}
    before, soon = set(year_end.executions()), datetime.now(timezone.utc) + timedelta(seconds=1)
    scheduler.update_schedule(**kept, State="ENABLED", ScheduleExpression=f"at({soon:%Y-%m-%dT%H:%M:%S})")
    try:
        [execution] = wait_for("the schedule", lambda: set(year_end.executions()) - before, 90)
    finally:
        scheduler.update_schedule(**kept, State="DISABLED", ScheduleExpression=found["ScheduleExpression"])
    return execution


def test_the_years_end_by_its_schedule(stack, year_end, museum, platform, cast, tables):
    wei, treasurer = museum.raiser, Treasurer(museum.raiser)
    budget = last_years(wei, line("100000"), line("700", item="A05010203", price="600", quantity=1, source="unit_funds"))
    used = last_years(wei, line("5000", quantity=1))
    waiting = wei.adds_a_budget(line("300"), year=LAST_YEAR)
    plan = museum.has_a_plan_at("DemandLead", draws_on(budget, quantity=3))
    museum.has_a_plan_at("DemandLead", draws_on(used, quantity=1))
    adjusted = treasurer.adjusts(budget, take("100.01"))
    # Before the day.
    seen = previews(wei)
    assert [seen[budget["id"]][part] for part in ("carries", "reserved", "held", "carried")] == ["85599.99", "15000.00", "100.01", "0.00"]
    assert seen[used["id"]]["carries"] == "0.00"
    unconfirmed = {one["id"]: one["amount"] for one in seen["first"]["unconfirmed"]}
    assert (unconfirmed[waiting["id"]], unconfirmed[adjusted["id"]]) == ("300.00", "100.01")
    for stranger in (museum.finance, platform):
        with refused(403, "not_allowed"):
            stranger.reads("/api/rollover/preview")
    assert budget["id"] not in previews(cast.linxiao)
    # The day.
    ended = year_end.ends(by_its_schedule(stack, year_end))
    assert ended["status"] == "SUCCEEDED", ended
    # What is left of each line is a budget of the next year, to be confirmed.
    [carried] = carried_from(wei, budget)
    assert (carried["status"], carried["kind_label"], carried["origin_label"], carried["amount"]) == (
        "unconfirmed", "预算结余", "年结预算", "85599.99")
    shown = wei.looks_at_budget(carried)
    assert [(one["number"], one["item"], one["amount"], one["funding"][0]["source"]) for one in shown["lines"]] == [
        (1, "A02010105", "84899.99", "general_budget"), (2, "A05010203", "700.00", "unit_funds")]
    assert treasurer.sees(budget, "free", "reserved", "held", "carried") == ("0.00", "15000.00", "100.01", "85599.99")
    assert carried_from(wei, used) == carried_from(wei, waiting) == []
    assert [one["act"] for one in shown["acts"] if one["disabled"] is None] == ["confirm"]
    with refused(422, "not_deletable"):
        treasurer.deletes(carried)
    wei.confirms(carried)
    museum.has_a_plan_at("DemandLead", draws_on(carried, quantity=16))
    assert wei.sees_balance(carried) == ("5599.99", "80000.00")
    # What plans and adjustments hold went its way; what comes free stays in its year.
    wei.confirms(adjusted)
    wei.withdraws(f"plan.{plan['id']}.1.0")
    assert treasurer.sees(budget, "free", "carried", "adjusted") == ("15000.00", "85599.99", "100.01")
    # The report.
    report = wei.reads("/api/rollover", year=LAST_YEAR)
    run, *_ = report["runs"]
    assert (run["status_label"], run["units"], run["failed"]) == ("已完成", run["done"], 0) and run["done"] > 5
    own = report["unit"]
    assert (own["carried"], own["reserved"], own["held"], own["unconfirmed"]) == ("85599.99", "20000.00", "100.01", 2)
    assert (own["budgets"], own["accounts"], own["free"]) == (1, 2, "0.00")
    assert platform.reads("/api/rollover")["runs"] == report["runs"] and platform.reads("/api/rollover")["year"] == LAST_YEAR
    office = museum.finance.reads("/api/rollover/units", year=LAST_YEAR)["items"]
    assert own in office and {one["region"] for one in office} == {own["region"]}
    everybody = platform.reads("/api/rollover/units")["items"]
    assert len({one["region"] for one in everybody}) > 1 and own in everybody and len(everybody) == run["units"]
    with refused(403, "not_allowed"):
        wei.reads("/api/rollover/units")
    for path in ("/api/rollover", "/api/rollover/preview"):
        with refused(400, "invalid_fields"):
            wei.reads(path, year=1999)
    assert wei.reads("/api/rollover", year=LAST_YEAR - 1) == {"year": LAST_YEAR - 1, "runs": [], "unit": None}


def stored(tables, *budgets: dict) -> list:
    return [tables.of(f"BUDGET#{budget['id']}") for budget in budgets]


def test_twice_and_two_at_once_change_nothing_more(year_end, cast, tables):
    kong = cast.kongling
    budgets = [last_years(kong, line("1000"), line("2000", source="unit_funds")) for _ in range(30)]
    for execution in [year_end.starts() for _ in range(3)]:
        assert year_end.ends(execution)["status"] == "SUCCEEDED"
    carried = [carried_from(kong, budget) for budget in budgets]
    assert [[one["amount"] for one in of] for of in carried] == [["3000.00"]] * 30
    both = budgets + [of[0] for of in carried]
    before, report = stored(tables, *both), kong.reads("/api/rollover")["unit"]
    assert [event["act"] for items in before[30:] for event in items if event["entity"] == "event"] == ["budget_carried_over"] * 30
    assert year_end.runs(year=LAST_YEAR)["failed"] == 0
    assert stored(tables, *both) == before
    now = kong.reads("/api/rollover")["unit"]
    assert now | {"at": ""} == report | {"at": ""}
    # What is added to the year later comes along with the next run; nothing else does.
    later = last_years(kong, line("50"))
    year_end.runs()
    assert [one["amount"] for one in carried_from(kong, later)] == ["50.00"]
    assert stored(tables, *both) == before


def test_a_year_that_is_not_over_is_not_rolled_over(year_end, cast, tables):
    budget = cast.kongling.has_a_budget()
    with tables.unchanged(f"BUDGET#{budget['id']}", f"ROLLOVER#{THIS_YEAR}"):
        assert year_end.ends(year_end.starts(year=THIS_YEAR))["status"] == "FAILED"
    assert carried_from(cast.kongling, budget, THIS_YEAR + 1) == []


def test_a_unit_that_fails_stops_no_other_and_is_made_up_for(year_end, museum, cast, tables):
    good, broken = last_years(cast.kongling, line("10")), last_years(museum.raiser, line("20"))
    records, key = tables.table("RecordsTable"), {"pk": f"BUDGET#{broken['id']}", "sk": "LINES"}
    lines = records.get_item(Key=key)["Item"]
    records.delete_item(Key=key)
    ended = year_end.ends(year_end.starts())
    assert (ended["status"], ended.get("error")) == ("FAILED", "SomeFailed")
    assert [one["amount"] for one in carried_from(cast.kongling, good)] == ["10.00"]
    newest = cast.kongling.reads("/api/rollover")["runs"][0]
    assert (newest["failed"], newest["status_label"]) == (1, "部分单位未完成")
    records.put_item(Item=lines)
    assert year_end.runs()["failed"] == 0
    assert [one["amount"] for one in carried_from(museum.raiser, broken)] == ["20.00"]
