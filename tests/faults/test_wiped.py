"""Step Functions wiped, with plans at every step and on their way: all of them go on to their end."""

import json

from tests.e2e.offices import STEPS
from tests.faults.cuts import outbox_closed
from tests.faults.persistence import comes_to_rest
from tests.faults.soundness import assert_sound


def wipe_executions(stack) -> None:
    """Stop the stack, forget every execution that there ever was, and start it again."""
    stack.server.stop()
    place = stack.state / "services" / "stepfunctions.json"
    saved = json.loads(place.read_text(encoding="utf-8"))
    assert saved["payload"]["executions"]["data"], "there was nothing to forget"
    saved["payload"]["executions"]["data"] = {}
    place.write_text(json.dumps(saved), encoding="utf-8")
    stack.restart()


def test_after_wiped_executions_every_plan_goes_on_to_its_end(university, stack, tables):
    lin, huang, liu, guo = university.raiser, university.lead, university.handler, university.finance
    resting = {step: university.has_a_plan_at(step) for step in STEPS}
    leaving, ending, back = university.has_a_plan_at("DemandLead"), university.has_a_plan_at("FinanceOffice"), university.has_a_plan_at("DemandLead")
    guo.files(ending)
    liu.receives(ending, "Filing")
    with outbox_closed(stack):
        starting = lin.has_submitted(huang)
        huang.sends(leaving, to=liu, step="ProcurementHandler")
        liu.finishes(ending)
        lin.withdraws(f"plan.{back['id']}.1.0")
        wipe_executions(stack)
    for plan in (starting, leaving, ending, back):
        comes_to_rest(stack, tables, plan, most=1)
    assert [lin.sees_flow(plan)["status"] for plan in (ending, back)] == ["finished", "draft"]
    for plan in [*resting.values(), starting, leaving]:
        university.brings(plan, "FinanceOffice")
        guo.files(plan)
        liu.finishes(plan)
        assert lin.sees_it_settle(plan)["status"] == "finished"
    lin.submits(back, to=huang)
    huang.receives(back)
    for plan in [*resting.values(), starting, leaving, ending, back]:
        assert_sound(tables, plan)
