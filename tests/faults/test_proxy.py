"""The fault proxy itself: what it is told to spoil is spoilt, and what passes is as without it."""

import pytest

from tests.e2e.door import new_key
from tests.faults import faults
from tests.faults.persistence import insists
from tests.faults.proxy import Rule


def test_the_functions_reach_aws_through_it_and_are_told_apart(university, proxy):
    before = proxy.seen.copy()
    budget = university.raiser.has_a_budget()
    university.raiser.looks_at_budget(budget)
    seen = proxy.seen - before
    assert seen["add-budget", "TransactWriteItems"] and seen["confirm-budget", "TransactWriteItems"]
    assert seen["get-budget", "TransactWriteItems"] == 0
    # Other tests kill functions, and whoever is dead before it is looked up has no name.
    assert not [function for function, _ in seen if function == ""]


class Unlucky:
    """Chance that never strikes."""

    def random(self) -> float:
        return 1.0


def test_what_happens_by_chance_happens_in_every_run():
    """Whoever asserts that it did would otherwise be wrong in one run of a hundred."""
    rule, call = Rule(faults.failed, chance=0.05), faults.Call("dynamodb", "PutItem", "add-budget", b"")
    struck = [rule.fits(call, Unlucky()) for _ in range(100)]
    assert [number for number, hit in enumerate(struck) if hit] == [40, 81]


WRITE_FAULTS = [faults.dropped_before, faults.dropped_after, faults.failed, faults.failed_after, faults.throttled,
                faults.conflicting]


@pytest.mark.parametrize("fault", WRITE_FAULTS, ids=lambda fault: fault.__name__)
def test_what_passes_after_two_tries_is_not_noticed(university, proxy, tables, fault):
    """By the person at least: the function tries again under the same token, and it is one act."""
    with proxy.troubled(fault, "TransactWriteItems", by="add-budget", times=2) as rule:
        budget = university.raiser.adds_a_budget()
    assert rule.hits == 2
    assert [item["act"] for item in tables.of(f"BUDGET#{budget['id']}") if item["entity"] == "event"] == ["budget_added"]


@pytest.mark.parametrize("fault", [faults.killed_before, faults.killed_after], ids=lambda fault: fault.__name__)
def test_a_function_that_dies_is_asked_again_and_acts_once(university, proxy, tables, fault):
    lin = university.raiser
    draft = lin.adds_a_budget()
    with proxy.troubled(fault, "TransactWriteItems", by="confirm-budget", times=1) as rule:
        confirmed = insists(lambda key: lin.confirms(draft, key))
    assert rule.hits == 1 and confirmed["id"] == draft["id"]
    assert [item["act"] for item in tables.of(f"BUDGET#{draft['id']}") if item["entity"] == "event"] == [
        "budget_added", "budget_confirmed"]


def test_a_read_that_fails_for_good_is_a_problem_in_chinese_and_no_broken_page(university, proxy):
    lin = university.raiser
    budget = lin.has_a_budget()
    with proxy.troubled(faults.throttled, by="get-budget"):
        answer = lin.asks("GET", f"/api/budgets/{budget['id']}")
    assert (answer.status, answer.body["code"]) == (503, "unavailable")
    assert lin.looks_at_budget(budget)["id"] == budget["id"]


def test_a_write_that_never_arrives_leaves_nothing_behind_and_can_be_repeated(university, proxy, tables):
    lin, key = university.raiser, new_key()
    draft = lin.adds_a_budget()
    with proxy.troubled(faults.dropped_before, "TransactWriteItems", by="confirm-budget"), tables.unchanged(f"BUDGET#{draft['id']}"):
        answer = lin.asks("POST", f"/api/budgets/{draft['id']}/confirmation", key=key)
        assert answer.status == 503
    assert lin.confirms(draft, key)["id"] == draft["id"]


@pytest.mark.parametrize("operation", ["BatchGetItem", "TransactWriteItems"])
def test_a_table_that_is_silent_for_good_is_told_in_time_and_in_chinese(university, proxy, operation):
    """Before the Lambda's own time is over, which would be a bare 500."""
    huang, liu = university.lead, university.handler
    plan = university.has_a_plan_at("DemandLead")
    task, key = huang.receives(plan), new_key()
    body = {"to": "ProcurementHandler", "person": liu.id, "opinion": huang.opinion()}
    with proxy.troubled(faults.unanswered, operation, by="approve-task"):
        answer = huang.tries_to_decide(task, "approval", body, key)
    assert (answer.status, answer.body["code"]) == (503, "unavailable"), answer
    assert huang.decides(task, "approval", body, key)["next"]["person"]["id"] == liu.id
    liu.receives(plan)
