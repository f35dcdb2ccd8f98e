"""The stack stopped and started again in the middle of chains: every to-do is there, and the chains go on."""

import pytest

from tests.e2e.door import wait_for
from tests.e2e.outbox import outbox_closed
from tests.e2e.plan_acts import draws_on


@pytest.mark.feature("3.12", "4.1", "4.6", "13.1")
def test_open_chains_go_on_after_a_restart(university, lin, huang, liu, wang, hao, guo, stack, tables):
    budget = lin.has_a_budget()
    open_ = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
    asked = university.has_a_plan_at("FinanceOffice")
    withdrawn = university.has_a_plan_at("DemandLead")
    leaving = university.has_a_plan_at("UnitLead")
    tasks = {plan["id"]: holder.receives(plan) for plan, holder in ((open_, liu), (asked, guo), (withdrawn, huang))}
    started = lin.begins_a_plan(draws_on(budget, quantity=2))
    # These two are on their way when everything stops, and what they wait for was not read from the outbox yet.
    with outbox_closed(stack):
        hao.sends(leaving, to=liu, step="Filing")
        lin.submits(started, to=huang)
        assert [lin.sees_flow(plan)["in_transit"] for plan in (leaving, started)] == [True, True]
        stack.restart()
    # What was on its way arrives, by the reconciler alone: the records of the outbox's stream are gone.
    liu.receives(leaving, "Filing")
    huang.receives(started, "DemandLead")

    # Signed in still; every to-do is the one that it was.
    assert {plan: holder.receives({"id": plan, "name": name}) for plan, name, holder in (
        (open_["id"], open_["name"], liu), (asked["id"], asked["name"], guo), (withdrawn["id"], withdrawn["name"], huang))} == tasks
    # What is decided now goes on, in a new attempt of the same round.
    liu.sends(open_, to=wang, step="ProcurementLead")
    wang.receives(open_, "ProcurementLead")
    plan = tables.of_plan(open_)["subject"][0]
    assert (plan["course"]["round"], plan["course"]["attempt"]) == (1, 2)
    assert tables.acts_on(open_)[-1] == "chain_restarted"
    wang.sends(open_, to=hao, step="UnitLead")
    hao.receives(open_)
    assert tables.of_plan(open_)["subject"][0]["course"]["attempt"] == 2
    lin.withdraws(f"plan.{withdrawn['id']}.1.0")
    assert lin.sees_it_settle(withdrawn)["status"] == "draft"
    assert guo.files(asked)["filing_number"]
    liu.finishes(asked)
    assert lin.sees_it_settle(asked)["status"] == "finished"
    assert lin.sees_balance(budget) == ("40000.00", "60000.00")


@pytest.mark.feature("4.1")
def test_the_reconciler_mends_a_chain_whose_execution_was_stopped(university, huang, liu, stack, tables):
    plan = university.has_a_plan_at("DemandLead")
    machine = stack.resource("PlanApproval")
    execution = machine.replace(":stateMachine:", ":execution:") + f":plan-{plan['id']}-1-1"
    stack.session.client("stepfunctions").stop_execution(executionArn=execution)
    huang.sends(plan, to=liu, step="ProcurementHandler")
    stack.invoke("reconcile", {"all": True})
    liu.receives(plan, "ProcurementHandler")
    wait_for("the next attempt", lambda: tables.of_plan(plan)["subject"][0]["course"]["attempt"] == 2)
    assert tables.acts_on(plan).count("task_sent") == 1


@pytest.mark.feature("4.1")
def test_the_reconciler_brings_forward_what_the_outbox_lost(university, huang, liu, stack, tables):
    plan = university.has_a_plan_at("DemandLead")
    with outbox_closed(stack):
        huang.sends(plan, to=liu, step="ProcurementHandler")
        stack.invoke("reconcile", {"all": True})
        liu.receives(plan, "ProcurementHandler")
    assert tables.of_plan(plan)["subject"][0]["course"]["attempt"] == 1
    # The records of the stream come after all, and are answered by a token that is dead: nothing happens twice.
    wait_for("the outbox", lambda: liu.sees_flow(plan)["in_transit"] is False)
    assert tables.acts_on(plan) == ["plan_created", "plan_submitted", "task_sent"]
