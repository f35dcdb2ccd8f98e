"""Many at once on one thing, with conflicts by chance: one of them is the first, and the others are told."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.chance import SEED
from tests.e2e.door import at_once, done, refusals, wait_for
from tests.e2e.people import Person
from tests.e2e.plan_acts import draws_on
from tests.faults.faults import conflicting, delayed, torn
from tests.faults.soundness import assert_sound, told

DECIDING = ("approve-task", "consult-task", "return-task", "withdraw-task", "edit-plan")


def seeds(short: int, most: int) -> list:
    """Each a run of its own; those after the first `short` only in the soak."""
    return [pytest.param(run, marks=[pytest.mark.soak] if run >= short else []) for run in range(most)]


@pytest.fixture
def unquiet(proxy):
    """Some transactions are in conflict, and some wait a little, so that each seed has another order."""
    with proxy.troubled(conflicting, "TransactWriteItems", by=DECIDING, chance=0.1), \
            proxy.troubled(delayed(0.02), "TransactWriteItems", by=DECIDING, chance=0.3):
        yield


def one_was_first(results: list, voices: list[tuple], plan: dict, tables) -> dict:
    """One answer, the others 409 and told who was faster; only the winner's opinion is stored. The answer."""
    won, lost = done(results), refusals(results)
    assert len(won) == 1, [str(refusal) for refusal in lost]
    assert [refusal.answer.status for refusal in lost] == [409] * (len(results) - 1)
    assert {refusal.code for refusal in lost} == {"already_decided"}, [str(refusal) for refusal in lost]
    winner, opinion = next(voice for voice, result in zip(voices, results) if result is won[0])
    assert {refusal.problem["current"]["by"]["name"] for refusal in lost} == {winner.name}
    stored = told(tables.of(f"PLAN#{plan['id']}"))
    assert [words for _, words in voices if words in stored] == [opinion]
    return won[0]


@pytest.mark.parametrize("run", seeds(8, 80))
def test_of_eight_windows_of_one_approver_one_decides(university, cast, tables, unquiet, run):
    choose, lin, huang, liu = random.Random(f"{SEED}-{run}"), university.raiser, university.lead, university.handler
    plan = lin.has_submitted(huang)
    task = huang.receives(plan)
    voices = [(huang, huang.opinion()) for _ in range(8)]
    moves = [("approval", {"to": "ProcurementHandler", "person": liu.id}), ("approval", {"to": "DemandDeputy", "person": "zhangguodong"}),
             ("return", {"to": "Revise", "straight": False}), ("consultation", {"person": "zhengwei"})]
    chosen = [choose.choice(moves) for _ in voices]
    results = at_once(*[lambda how=how, body=body, opinion=opinion: huang.decides(task, how, body | {"opinion": opinion})
                        for (how, body), (_, opinion) in zip(chosen, voices)])
    one_was_first(results, voices, plan, tables)
    lin.sees_it_settle(plan)
    assert_sound(tables, plan)


def test_who_reads_in_the_middle_of_a_decision_is_told_who_decided(university, proxy, tables):
    """Items of one read need not be of one moment: the plan is on its way already, its to-do still looks open."""
    huang, liu = university.lead, university.handler
    plan, decided = university.raiser.has_submitted(huang), Event()
    task = huang.receives(plan)
    body = {"to": "ProcurementHandler", "person": liu.id}
    voices = [(huang, huang.opinion()) for _ in range(2)]
    with proxy.troubled(torn(decided), "BatchGetItem", by="approve-task", about=plan["id"], times=1) as rule, ThreadPoolExecutor(1) as pool:
        late = pool.submit(at_once, lambda: huang.decides(task, "approval", body | {"opinion": voices[0][1]}))
        wait_for("the first read", lambda: rule.hits)
        try:
            won = huang.decides(task, "approval", body | {"opinion": voices[1][1]})
        finally:
            decided.set()
        one_was_first([*late.result(), won], voices, plan, tables)


@pytest.fixture(scope="session")
def officers(cast, stack) -> list[Person]:
    """Eight of the finance office that reviews the university's filings."""
    guo = cast.guohaiyan
    return [guo, cast.lvming] + [cast.newcomer(stack, guo.unit, guo.department, "finance_office") for _ in range(6)]


@pytest.mark.parametrize("run", seeds(2, 20))
def test_of_eight_officers_of_a_pool_one_decides(university, officers, tables, unquiet, run):
    choose, plan = random.Random(f"{SEED}-{run}"), university.has_a_plan_at("FinanceOffice")
    task = officers[0].receives(plan)
    voices = [(officer, officer.opinion()) for officer in officers]
    ways = [choose.choice(("file", "refuse")) for _ in officers]
    results = at_once(*[lambda officer=officer, opinion=opinion, how=how: officer.decides(task, "approval", {"name": how, "opinion": opinion})
                        for (officer, opinion), how in zip(voices, ways)])
    won = one_was_first(results, voices, plan, tables)
    university.handler.receives(plan, "Filing")
    assert_sound(tables, plan)
    assert bool(university.handler.looks_at(plan)["filing_number"]) == bool(won["filing_number"])


@pytest.mark.parametrize("run", seeds(3, 30))
def test_withdrawn_and_approved_at_once_is_one_of_both(university, tables, unquiet, run):
    lin, huang, liu = university.raiser, university.lead, university.handler
    plan = lin.has_submitted(huang)
    task, body = huang.receives(plan), {"to": "ProcurementHandler", "person": liu.id, "opinion": huang.opinion()}
    acts = [lambda: lin.withdraws(f"plan.{plan['id']}.1.0"), lambda: huang.decides(task, "approval", body)]
    random.Random(f"{SEED}-{run}").shuffle(acts)
    results = at_once(*acts)
    assert (len(done(results)), [lost.answer.status for lost in refusals(results)]) == (1, [409])
    flow = lin.sees_it_settle(plan)
    taken_back = done(results)[0]["ended"]
    assert flow["status"] == ("draft" if taken_back else "under_way")
    assert_sound(tables, plan)


@pytest.mark.parametrize("run", seeds(3, 30))
def test_edited_and_approved_at_once_what_is_approved_is_what_stands(university, tables, unquiet, run):
    """The edit comes first and is approved or the approval refused; or the approval does, and the edit is refused."""
    lin, liu, wang = university.raiser, university.handler, university.chief
    budget = lin.has_a_budget()
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
    task, shown = liu.receives(plan), liu.looks_at(plan)
    edit = {"task": task, "version": shown["version"]} | shown["draft"] | {"lines": [draws_on(budget, quantity=16)]}
    body = {"to": "ProcurementLead", "person": wang.id, "opinion": liu.opinion()}
    edits, approves = at_once(lambda: liu.writes("PUT", f"/api/plans/{plan['id']}/content", edit),
                              lambda: liu.decides(task, "approval", body))
    lost = refusals([edits, approves])
    assert [(refusal.answer.status, refusal.code) for refusal in lost] in (
        [], [(409, "stale_version")], [(409, "already_decided")]), [str(refusal) for refusal in lost]
    lin.sees_it_settle(plan)
    assert_sound(tables, plan)
    was_edited = not refusals([edits])
    assert lin.sees_balance(budget) == (("20000.00", "80000.00") if was_edited else ("50000.00", "50000.00"))
    acts = [act for act in tables.acts_on(plan) if act in ("plan_edited", "task_sent")][1:]
    assert acts in (["plan_edited"], ["plan_edited", "task_sent"], ["task_sent"])
    if acts[-1] == "plan_edited":
        liu.decides(liu.receives(plan), "approval", body)
    wang.receives(plan)
