"""Plans, adjustments and the year's end on the same accounts, with conflicts, lost answers and functions that die: not one
fen too much, none lost."""

import random
from threading import Event

import pytest

from tests.chance import SEED
from tests.e2e.budget_acts import line
from tests.e2e.budget_more import Treasurer, take
from tests.e2e.door import Refused, at_once, wait_for
from tests.e2e.plan_acts import draws_on
from tests.e2e.rollover import LAST_YEAR, YearEnd, carried_from
from tests.faults.faults import conflicting, dropped_after, held, killed_after
from tests.faults.journal import assert_carried, assert_journal
from tests.faults.persistence import by_turns, insists
from tests.faults.soundness import assert_accounts, assert_sound

WRITING = ("submit-plan", "edit-plan", "adjust-budget", "confirm-budget", "delete-budget", "carry-budgets")
PRICE = 100


class Planner:
    """Changes again and again how much its plan holds."""

    def __init__(self, office, budget: dict, number: str, begun: Event):
        self.office, self.budget, self.choose, self.begun = office, budget, random.Random(f"{SEED}-p{number}"), begun
        self.plan = office.has_a_plan_at("ProcurementHandler", self.draws(1))
        self.task = office.handler.receives(self.plan)
        self.version = office.handler.looks_at(self.plan)["version"]

    def draws(self, pieces: int) -> dict:
        return draws_on(self.budget, price=str(PRICE), quantity=pieces)

    def works(self, times: int) -> None:
        for pieces in self.choose.sample(range(2, 30), times):
            body = {"task": self.task, "version": self.version, "name": self.plan["name"], "lines": [self.draws(pieces)], "attachments": []}
            try:
                path = f"/api/plans/{self.plan['id']}/content"
                self.version = insists(lambda key: self.office.handler.writes("PUT", path, body, key))["version"]
            except Refused as refusal:
                assert refusal.code == "budget_insufficient", str(refusal)
            self.begun.set()


class Adjuster:
    """Takes some of the budget for other items, and confirms that or thinks better of it."""

    def __init__(self, office, budget: dict, number: str, treasurer: Treasurer):
        self.person, self.budget, self.choose, self.treasurer = office.raiser, budget, random.Random(f"{SEED}-a{number}"), treasurer

    def works(self, times: int) -> None:
        for _ in range(times):
            amount = f"{self.choose.randrange(1, 90_000) / 100:.2f}"
            try:
                made = insists(lambda key: self.treasurer.adjusts(self.budget, take(amount), key=key))
            except Refused as refusal:
                assert refusal.code == "budget_insufficient", str(refusal)
                continue
            end = self.choose.choice([self.person.confirms, self.treasurer.deletes, None])
            if end:
                insists(lambda key: end(made, key))


class Closer:
    """Begins the year's end when the others are at work."""

    def __init__(self, year_end: YearEnd, begun: Event):
        self.year_end, self.begun = year_end, begun

    def works(self, _: int) -> None:
        assert self.begun.wait(60)
        self.year_end.ends(self.year_end.starts())


@pytest.mark.parametrize(("rounds", "crews", "times"), [(2, 2, 4), pytest.param(10, 6, 16, marks=pytest.mark.soak)])
def test_the_years_end_among_plans_and_adjustments_takes_not_one_fen_too_much_or_too_little(
        university, stack, tables, proxy, rounds, crews, times):
    lin, year_end, treasurer = university.raiser, YearEnd(stack), Treasurer(university.raiser)
    assert treasurer.paper
    plans, hits = [], [0, 0, 0]
    for number in range(rounds):
        typed = lin.adds_a_budget(line("4000.07", price=str(PRICE)), line("999.93", source="unit_funds"), year=LAST_YEAR)
        budget, begun = lin.confirms(typed), Event()
        crew = by_turns(*[lambda n=n: Planner(university, budget, f"{number}-{n}", begun) for n in range(crews)])
        plans += [planner.plan for planner in crew]
        crew += [Adjuster(university, budget, f"{number}-{n}", treasurer) for n in range(crews)]
        crew += [Closer(year_end, begun) for _ in range(2)]
        with proxy.troubled(killed_after, "TransactWriteItems", by="carry-budgets", about=budget["id"], times=1) as killed, \
                proxy.troubled(conflicting, "TransactWriteItems", by=WRITING, chance=0.10) as conflicts, \
                proxy.troubled(dropped_after, "TransactWriteItems", by=WRITING, chance=0.05) as lost:
            results = at_once(*[lambda one=one: one.works(times) for one in crew])
        assert results == [None] * len(crew), results
        hits = [sum(pair) for pair in zip(hits, (rule.hits for rule in (killed, conflicts, lost)))]
        # Whatever became of these runs, one more brings it to the end.
        assert year_end.runs()["failed"] == 0
        balance = lin.looks_at_budget(budget)["balance"]
        assert float(balance["carried"]) > 0, balance
    print(f"{rounds} × {crews} × {times}: {hits[0]} killed, {hits[1]} conflicts, {hits[2]} lost answers")
    assert hits[0] == rounds and hits[1]
    assert_accounts(tables)
    assert_journal(tables)
    assert_carried(tables)
    for plan in plans:
        assert_sound(tables, plan)


def test_a_run_that_is_stopped_in_the_middle_tells_how_far_it_came_and_is_made_up_for(university, stack, tables, proxy):
    lin, year_end, go = university.raiser, YearEnd(stack), Event()
    budgets = [lin.confirms(lin.adds_a_budget(line("10"), year=LAST_YEAR)) for _ in range(3)]
    newest = lambda: lin.reads("/api/rollover")["runs"][0]  # noqa: E731
    with proxy.troubled(held(go), "TransactWriteItems", by="carry-budgets", about=budgets[1]["id"]):
        execution = year_end.starts()
        wait_for("the first of them", lambda: carried_from(lin, budgets[2]))
        run = newest()
        assert (run["status_label"], run["done"], run["finished_at"]) == ("进行中", 0, None) and run["units"] > 5
        assert carried_from(lin, budgets[0]) == carried_from(lin, budgets[1]) == []
        year_end.states.stop_execution(executionArn=execution)
        go.set()
    assert year_end.runs()["failed"] == 0
    assert [[one["amount"] for one in carried_from(lin, budget)] for budget in budgets] == [["10.00"]] * 3
    labels = [one["status_label"] for one in lin.reads("/api/rollover")["runs"]]
    assert labels[:2] == ["已完成", "未完成"]
    assert_carried(tables)
    assert_journal(tables)
