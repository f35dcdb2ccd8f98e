"""Many workers on one account, with conflicts and lost answers: not one fen too much, none lost."""

import random

import pytest

from tests.chance import SEED
from tests.e2e.budget_acts import line
from tests.e2e.door import Refused, at_once, new_key
from tests.e2e.plan_acts import draws_on
from tests.faults.faults import conflicting, dropped_after
from tests.faults.persistence import by_turns, insists
from tests.faults.soundness import assert_accounts, assert_sound

RESERVING = ("submit-plan", "edit-plan")
# Enough for some three in four of what the workers will ask for at the same time.
PRICE, MOST_PIECES = 100, 20


class Worker:
    """Has one plan under way, and changes again and again how much of the account it holds."""

    def __init__(self, university, budget: dict, number: int):
        self.office, self.budget, self.choose = university, budget, random.Random(f"{SEED}-{number}")
        self.plan = university.has_a_plan_at("ProcurementHandler", self.draws(1))
        self.task = university.handler.receives(self.plan)
        self.version = university.handler.looks_at(self.plan)["version"]
        self.pieces, self.refused = 1, 0

    def draws(self, pieces: int) -> dict:
        return draws_on(self.budget, price=str(PRICE), quantity=pieces)

    def works(self, times: int) -> "Worker":
        for _ in range(times):
            self.reserves(self.choose.choice([pieces for pieces in range(1, MOST_PIECES + 1) if pieces != self.pieces]))
        return self

    def reserves(self, pieces: int) -> None:
        """Another amount; what the answer says is what this worker knows it holds."""
        body = {"task": self.task, "version": self.version, "name": self.plan["name"], "lines": [self.draws(pieces)], "attachments": []}
        try:
            edited = insists(lambda key: self.office.handler.writes("PUT", f"/api/plans/{self.plan['id']}/content", body, key))
        except Refused as refusal:
            assert refusal.code == "budget_insufficient", str(refusal)
            self.refused += 1
        else:
            self.version, self.pieces = edited["version"], pieces


@pytest.mark.parametrize(("workers", "times"), [(12, 8), pytest.param(64, 50, marks=pytest.mark.soak)])
def test_workers_on_one_account_reserve_not_one_fen_too_much_or_too_little(university, tables, proxy, workers, times):
    confirmed = workers * MOST_PIECES * PRICE // 2
    budget = university.raiser.has_a_budget(line(str(confirmed), price=str(PRICE), quantity=workers * MOST_PIECES))
    crew = by_turns(*[lambda number=number: Worker(university, budget, number) for number in range(workers)])
    with proxy.troubled(conflicting, "TransactWriteItems", by=RESERVING, chance=0.10) as conflicts, \
            proxy.troubled(dropped_after, "TransactWriteItems", by=RESERVING, chance=0.05) as lost:
        at_work = at_once(*[lambda worker=worker: worker.works(times) for worker in crew])
    assert at_work == crew, at_work
    print(f"{workers} × {times}: {conflicts.hits} conflicts, {lost.hits} lost answers, {sum(worker.refused for worker in crew)} refused")
    assert conflicts.hits and lost.hits
    held = sum(worker.pieces for worker in crew) * PRICE
    assert university.raiser.sees_balance(budget) == (f"{confirmed - held}.00", f"{held}.00")
    assert_accounts(tables)
    for worker in crew:
        assert_sound(tables, worker.plan)
        assert tables.acts_on(worker.plan).count("plan_edited") == times - worker.refused


@pytest.mark.parametrize("plans", [8, pytest.param(64, marks=pytest.mark.soak)])
def test_of_plans_submitted_at_once_so_many_are_as_the_account_pays_for(university, tables, proxy, plans):
    lin, huang, paid = university.raiser, university.lead, plans // 2
    budget = lin.has_a_budget(line(str(paid * 1000), price="1000", quantity=plans))
    drafts = by_turns(*[lambda: lin.begins_a_plan(draws_on(budget, price="1000", quantity=1))] * plans)
    keys = [new_key() for _ in drafts]
    with proxy.troubled(conflicting, "TransactWriteItems", by=RESERVING, chance=0.10), \
            proxy.troubled(dropped_after, "TransactWriteItems", by=RESERVING, chance=0.05):
        results = at_once(*[lambda draft=draft, key=key: lin.submits(draft, to=huang, key=key) for draft, key in zip(drafts, keys)])
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(results) - len(refused) == paid, [str(refusal) for refusal in refused]
    assert {refusal.code for refusal in refused} == {"budget_insufficient"}
    assert lin.sees_balance(budget) == ("0.00", f"{paid * 1000}.00")
    for draft in drafts:
        lin.sees_it_settle(draft)
        assert_sound(tables, draft)
