"""Legal moves at random through the API: whatever is offered is accepted, and every plan stays in somebody's hands until its end."""

import random
import re

import pytest

from tests.chance import SEED
from tests.e2e.budget_acts import line
from tests.e2e.door import at_once, refusals
from tests.e2e.plan_acts import draws_on

PLANS, MOST_MOVES = 4, 60
# Forward more often than back, so that walks come to their end.
WEIGHTS = {"send": 6, "finish": 20, "stay": 6, "answer": 8, "consult": 2, "return": 1}


class Walk:
    """One plan and the people around it, of a unit that all walks share and no other test knows."""

    def __init__(self, cast, unit, number: int):
        self.finance = [cast.guohaiyan, cast.lvming]
        self.lin, self.lead, self.choose = unit.raiser, unit.lead, random.Random(SEED * 10 + number)
        self.by_id = {person.id: person for person in [*unit.everybody(), *self.finance]}
        self.budget = self.lin.has_a_budget(line("100000"))
        self.plan = self.lin.begins_a_plan(draws_on(self.budget))
        self.trace: list[str] = []

    def goes(self) -> "Walk":
        self.lin.submits(self.plan, to=self.lead)
        for _ in range(MOST_MOVES):
            flow = self.lin.sees_it_settle(self.plan)
            if flow["status"] != "under_way":
                break
            self.moves(flow)
        return self

    def moves(self, flow: dict) -> None:
        holder = flow["place"]["holder"]
        person = self.by_id[holder["id"]] if holder else self.choose.choice(self.finance)
        task = person.receives(self.plan, flow["place"]["step"])
        opened = person.opens(task)
        if opened["editable"] and self.choose.random() < 0.3:
            self.edits(person, task)
        if opened["claimable"] and self.choose.random() < 0.3:
            person.claims(task)
        offered = [move for move in person.opens(task)["moves"] if not move["disabled"]]
        assert offered, f"{person.name} has {task} and nothing to do with it"
        move = self.choose.choices(offered, [WEIGHTS[move["kind"]] for move in offered])[0]
        self.trace.append(f"{person.name} {flow['place']['step']} {move['kind']} {move['to'] or ''}")
        self.decides(person, task, move)
        if move["kind"] in ("send", "consult") and self.choose.random() < 0.1:
            self.withdraws(person, task)

    def edits(self, person, task) -> None:
        quantity = self.choose.randint(1, 20)
        parameters = f"配置{self.choose.randrange(10**9)}"
        person.edits(self.plan, task=task, lines=[draws_on(self.budget, quantity=quantity, parameters=parameters)])
        self.trace.append(f"{person.name} edits {quantity}")

    def decides(self, person, task, move: dict) -> None:
        body: dict = {"opinion": person.opinion()}
        if move["kind"] in ("send", "consult"):
            body["to"] = move["to"]
            if move["role"]:
                people = person.reads(f"/api/tasks/{task}/people", kind=move["kind"], to=move["to"])["items"]
                assert people, f"{move} is open and nobody can be chosen"
                body["person"] = self.choose.choice(sorted(people, key=lambda one: one["name"]))["id"]
        if move["kind"] in ("send", "answer", "stay", "finish"):
            body |= {"kind": move["kind"], "name": move["name"], "straight": move["straight"]}
        if move["kind"] == "return":
            body |= {"to": self.choose.choice(move["targets"])["step"], "straight": self.choose.random() < 0.5}
        how = {"consult": "consultation", "return": "return"}.get(move["kind"], "approval")
        person.decides(task, how, body)

    def withdraws(self, person, task) -> None:
        self.lin.sees_it_settle(self.plan)
        if person.opens(task)["withdrawable"]:
            person.withdraws(task)
            self.trace.append(f"{person.name} withdraws")


@pytest.mark.feature("4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "13.1")
def test_every_move_that_is_offered_is_accepted(cast, unit):
    walks = [Walk(cast, unit, number) for number in range(PLANS)]
    results = at_once(*[walk.goes for walk in walks])
    told = "\n".join(f"{walk.plan['name']}: {'; '.join(walk.trace)}" for walk in walks)
    assert not refusals(results), f"{refusals(results)}\n{told}"
    for walk in walks:
        flow = walk.lin.sees_it_settle(walk.plan)
        shown = walk.lin.looks_at(walk.plan)
        free, reserved = walk.lin.sees_balance(walk.budget)
        assert reserved == ("0.00" if flow["status"] == "draft" else shown["amount"]), told
        assert sum(1 for step in flow["steps"] if step["ended"] is None) == (flow["status"] == "under_way"), told
        assert (flow["status"] == "finished") <= bool(re.fullmatch(r"CGXM-\d{4}-350001-\d{5}\[\d{4}\]\d{5}", flow["filing_number"] or "")), told
