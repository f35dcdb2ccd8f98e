"""Many at once on one thing, with conflicts by chance: one of them is the first, and the others are told."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.chance import SEED
from tests.e2e.door import at_once, done, refusals, wait_for
from tests.e2e.people import Person
from tests.e2e.plan_acts import draws_on
from tests.faults.faults import conflicting, delayed, torn
from tests.faults.kinds import POOLED_KINDS, each_run
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


def one_was_first(results: list, voices: list[tuple], kind, subject: dict) -> dict:
    """One answer, the others 409 and told who was faster; only the winner's opinion is stored. The answer."""
    won, lost = done(results), refusals(results)
    assert len(won) == 1, [str(refusal) for refusal in lost]
    assert [refusal.answer.status for refusal in lost] == [409] * (len(results) - 1)
    assert {refusal.code for refusal in lost} == {"already_decided"}, [str(refusal) for refusal in lost]
    winner, opinion = next(voice for voice, result in zip(voices, results) if result is won[0])
    assert {refusal.problem["current"]["by"]["name"] for refusal in lost} == {winner.name}
    stored = told(kind.everything_of(subject))
    assert [words for _, words in voices if words in stored] == [opinion]
    return won[0]


def decide_at_once(kind, subject: dict, step: str, people: list[Person], run: int) -> dict:
    """Each of these people makes a move of the step, whichever comes; the answer to the one who was first."""
    choose, task = random.Random(f"{SEED}-{kind.code}-{run}"), kind.comes_to(subject, step)
    kind.works(subject, step, task)
    voices = [(person, person.opinion()) for person in people]
    moves = [choose.choice(kind.stop(step).moves) for _ in people]
    results = at_once(*[lambda person=person, how=how, body=body, opinion=opinion: person.decides(task, how, body | {"opinion": opinion})
                        for (person, opinion), (how, body) in zip(voices, moves)])
    return one_was_first(results, voices, kind, subject)


@each_run(8, 80)
def test_of_eight_windows_of_one_approver_one_decides(kind, unquiet, run):
    subject, first = kind.begins(), kind.WAY[0]
    decide_at_once(kind, subject, first, [kind.stop(first).holder] * 8, run)
    kind.settles(subject)
    kind.assert_whole(subject)


def test_who_reads_in_the_middle_of_a_decision_is_told_who_decided(kind, proxy):
    """Items of one read need not be of one moment: the subject is on its way already, its to-do still looks open."""
    first, decided = kind.WAY[0], Event()
    subject, stop = kind.begins(), kind.stop(first)
    task, (how, body) = kind.comes_to(subject, first), stop.onward
    voices = [(stop.holder, stop.holder.opinion()) for _ in range(2)]
    acts = [lambda opinion=opinion: stop.holder.decides(task, how, body | {"opinion": opinion}) for _, opinion in voices]
    torn_once = proxy.troubled(torn(decided), "BatchGetItem", by="approve-task", about=subject["id"], times=1)
    with torn_once as rule, ThreadPoolExecutor(1) as pool:
        late = pool.submit(at_once, acts[0])
        wait_for("the first read", lambda: rule.hits)
        try:
            won = acts[1]()
        finally:
            decided.set()
        one_was_first([*late.result(), won], voices, kind, subject)


@pytest.fixture(scope="session")
def pools(cast, stack) -> Callable[[tuple[Person, ...]], list[Person]]:
    """Eight of a pool, some of whom the demo knows; the others are the same for all tests."""
    known: dict[str, list[Person]] = {}

    def eight(people: tuple[Person, ...]) -> list[Person]:
        first = people[0]
        if first.id not in known:
            more = [cast.newcomer(stack, first.unit, first.department, ";".join(first.roles)) for _ in range(8 - len(people))]
            known[first.id] = [*people, *more]
        return known[first.id]

    return eight


@each_run(2, 20, POOLED_KINDS)
def test_of_eight_of_a_pool_one_decides(kind, pools, unquiet, run):
    subject = kind.has_one_at(kind.POOL)
    won = decide_at_once(kind, subject, kind.POOL, pools(kind.stop(kind.POOL).people), run)
    kind.assert_pool_decided(subject, won)
    kind.settles(subject)
    kind.assert_whole(subject)


@each_run(3, 30)
def test_withdrawn_and_approved_at_once_is_one_of_both(kind, unquiet, run):
    first, subject = kind.WAY[0], kind.begins()
    stop, task = kind.stop(first), kind.comes_to(subject, first)
    how, body = stop.onward
    opinion = stop.holder.opinion()
    acts = [lambda: kind.withdraws(subject), lambda: stop.holder.decides(task, how, body | {"opinion": opinion})]
    random.Random(f"{SEED}-{kind.code}-{run}").shuffle(acts)
    results = at_once(*acts)
    assert (len(done(results)), [lost.answer.status for lost in refusals(results)]) == (1, [409])
    taken_back = done(results)[0]["ended"]
    assert kind.settles(subject)["status"] == ("draft" if taken_back else "under_way")
    kind.assert_whole(subject)


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
