"""The year's end: off unless it is asked for, by Shanghai's clock, bounded, and no way past its own two functions."""

import json

from tests.template.written import ROOT, WRITTEN

MACHINE = WRITTEN["Resources"]["BudgetRollover"]["Properties"]
ASL = json.loads((ROOT / "statemachines" / "budget-rollover.asl.json").read_text(encoding="utf-8"))


def test_its_schedule_is_off_by_default_and_in_shanghais_time(transformed):
    assert WRITTEN["Parameters"]["YearEndRollover"]["Default"] == "false"
    schedules = [one["Properties"] for one in transformed["Resources"].values() if one["Type"] == "AWS::Scheduler::Schedule"]
    [schedule] = [one for one in schedules if one["Target"]["Arn"] == {"Ref": "BudgetRollover"}]
    assert schedule["State"] == {"Fn::If": ["RolloverOn", "ENABLED", "DISABLED"]}
    assert schedule["ScheduleExpressionTimezone"] == "Asia/Shanghai"


def test_it_may_only_call_its_own_functions():
    [policy] = MACHINE["Policies"]
    [statement] = policy["Statement"]
    assert statement["Action"] == ["lambda:InvokeFunction"]
    assert statement["Resource"] == [{"Fn::GetAtt": ["BatchUnitsFunction", "Arn"]}, {"Fn::GetAtt": ["CarryBudgetsFunction", "Arn"]}]


def states(machine: dict) -> dict:
    inner = [states(state["ItemProcessor"]) for state in machine["States"].values() if "ItemProcessor" in state]
    return machine["States"] | {name: state for part in inner for name, state in part.items()}


def test_every_call_has_a_timeout_and_is_tried_again_and_few_are_made_at_once():
    all_ = states(ASL)
    tasks = {name: state for name, state in all_.items() if state["Type"] == "Task"}
    assert tasks.keys() == {"NextUnits", "CarryBudgets"}
    for state in tasks.values():
        assert state["TimeoutSeconds"] <= 900 and "StoreUnavailable" in state["Retry"][0]["ErrorEquals"]
    [batches] = [state for state in all_.values() if state["Type"] == "Map"]
    assert 1 <= batches["MaxConcurrency"] <= 10
    assert batches["ItemProcessor"]["ProcessorConfig"]["Mode"] == "INLINE"


def test_units_that_are_left_out_end_it_badly():
    assert ASL["States"]["SomeFailed"]["Type"] == "Fail"
    leads = {choice["Next"] for choice in ASL["States"]["UnitsLeft"]["Choices"]}
    assert leads == {"Batches", "SomeFailed"} and ASL["States"]["UnitsLeft"]["Default"] == "RolledOver"
