"""What was stored before every kind of subject had the same header goes on: it is read, and stored anew with the next act."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.feature("3.12", "4.6")


def as_before(tables, plan: dict) -> None:
    """The plan's records in the shape that they had: a header of its own, a filing as a kind of decision."""
    table = tables.table("RecordsTable")
    stored = tables.of_plan(plan)
    [head] = stored["subject"]
    home, shown = head.pop("home"), head.pop("shown_to", [])
    facts = [*head["course"].get("facts", []), *(["filing_applied"] if "finance_office" in shown else [])]
    number = head.pop("number", None)
    former = head | {
        "entity": "plan", "schema": Decimal(1), "id": plan["id"], "unit": home["unit"], "unit_name": "旧名称", "department": home["department"],
        "department_name": "旧处室", "region": home["region"], "course": {"place": None, "transit": None} | head["course"] | {"facts": facts},
    } | ({"filing_number": number} if number else {})
    table.put_item(Item=former)
    for todo in stored["todo"]:
        ended = todo.get("ended")
        if ended and ended["decision"].pop("name", None):
            ended["decision"]["kind"] = "file"
        if ended:
            ended["decision"].pop("lasting", None)
            ended["decision"].pop("tone", None)
            had = todo.get("claim", {}).get("by") or todo.get("holder")
            ended["decision"] = {"straight": False, "comes_back": False, "content": head["content"], "by": had} | ended["decision"]
        todo.pop("arrived_as", None)
        todo.pop("unit", None)
        todo |= {"unit_name": "旧名称", "due_provisional": False, "reminders": todo.get("reminders", 0)}
        table.put_item(Item=todo)
    for standing in stored["standing"]:
        holder = standing["task"]["step"]["holder"]
        if holder["by"] != "pool":
            standing["task"]["step"]["holder"] = {"by": holder["by"]}
        for move in standing["task"]["step"]["moves"]:
            for added in ("sets", "shows", "does", "lasting", "tone", "opinion", "name"):
                move.pop(added, None)
        table.put_item(Item=standing)


def kinds(tables, plan: dict) -> set[str]:
    return {kind for kind in tables.of_plan(plan) if kind in ("plan", "subject")}


def test_a_plan_stored_before_is_decided_on_filed_and_finished(university, lin, huang, liu, wang, hao, guo, chen, tables):
    plan = university.has_a_plan_at("DemandLead")
    lin.sees_it_settle(plan)
    as_before(tables, plan)
    assert kinds(tables, plan) == {"plan"}
    assert lin.looks_at(plan)["unit_name"] == "福建省示范理工大学" and chen.sees_flow(plan)["status"] == "under_way"
    assert [row["id"] for row in lin.lists_plans(name=plan["name"])] == [plan["id"]]
    huang.sends(plan, to=liu, step="ProcurementHandler")
    assert kinds(tables, plan) == {"subject"}
    liu.sends(plan, to=wang)
    wang.sends(plan, to=hao, step="UnitLead")
    hao.sends(plan, to=liu)
    liu.applies_for_filing(plan)
    lin.sees_it_settle(plan)
    as_before(tables, plan)
    assert guo.looks_at(plan)["filing_label"] == "已申请备案，审核中", "the finance office sees what it was shown"
    number = guo.files(plan)["filing_number"]
    lin.sees_it_settle(plan)
    as_before(tables, plan)
    assert lin.looks_at(plan)["filing_number"] == number
    assert [step["ended"]["label"] for step in lin.sees_flow(plan)["steps"] if step["ended"]][-1] == "准予备案"
    assert liu.finishes(plan)["ended"]
    lin.sees_it_settle(plan)
    assert liu.sees_implementation(query=plan["name"])[0]["filing_number"] == number


def test_what_was_sent_under_the_former_shape_is_taken_back_and_the_filing_is_not(university, lin, guo, liu, tables):
    plan = university.has_a_plan_at("FinanceOffice")
    lin.sees_it_settle(plan)
    table = tables.table("RecordsTable")
    as_before(tables, plan)
    [sent] = [todo for todo in tables.of_plan(plan)["todo"] if todo["id"].endswith(".1.5")]
    sent["ended"]["changed"] = {"set": ["filing_applied"]}
    table.put_item(Item=sent)
    liu.withdraws(f"plan.{plan['id']}.1.5")
    lin.sees_it_settle(plan)
    assert tables.of_plan(plan)["subject"][0].get("shown_to", []) == []
    liu.applies_for_filing(plan)
    guo.files(plan)
    lin.sees_it_settle(plan)
    as_before(tables, plan)
    filed = next(todo["id"] for todo in tables.of_plan(plan)["todo"] if (todo.get("ended") or {}).get("decision", {}).get("kind") == "file")
    assert not guo.opens(filed)["withdrawable"]
