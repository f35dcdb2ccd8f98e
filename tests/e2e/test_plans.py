"""Drafts and their submission (create-plan, save-plan, get-plan, list-plans, submit-plan, people-of-step)."""

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.door import at_once, new_key, refused
from tests.e2e.plan_acts import draws_on, named


@pytest.fixture
def budget(lin):
    return lin.has_a_budget(line("100000"))


@pytest.mark.feature("3.1")
def test_a_draft_is_kept_however_little_of_it_is_filled_in(lin):
    begun = lin.begins_a_plan()
    assert (begun["status"], begun["amount"], begun["totals"]) == ("draft", "0.00", [])
    assert [fault["field"] for fault in begun["missing"]] == ["lines"]
    saved = lin.saves(begun, lines=[{"item": "A02010105"}, {"parameters": "待定"}])
    assert saved["version"] == begun["version"] + 1
    kept = lin.looks_at(begun)
    assert kept["draft"]["lines"] == [{"item": "A02010105"}, {"parameters": "待定"}]
    assert {"lines[0].budget", "lines[0].unit_price", "lines[1].item", "lines[1].measure"} <= {
        fault["field"] for fault in kept["missing"]}


@pytest.mark.feature("3.1", "3.5")
def test_totals_are_computed_and_a_line_can_be_deleted_again(lin, budget):
    plan = lin.begins_a_plan(draws_on(budget, price="1234.56", quantity=7), draws_on(budget, price="0.01", quantity=3))
    assert (plan["amount"], [each["total"] for each in plan["totals"]]) == ("8641.95", ["8641.92", "0.03"])
    saved = lin.saves(plan, lines=[draws_on(budget, price="0.01", quantity=3)])
    assert (saved["amount"], len(lin.looks_at(plan)["lines"])) == ("0.03", 1)


@pytest.mark.feature("3.5")
def test_a_plan_may_draw_on_several_budgets_and_twice_on_one(lin, budget):
    other = lin.has_a_budget(line("60000", item="A02020200", price="8000", quantity=5, source="unit_funds"))
    plan = lin.begins_a_plan(
        draws_on(budget), draws_on(budget, price="4000", quantity=5), draws_on(other, item="A02020200", price="8000", quantity=2))
    assert (plan["amount"], plan["missing"]) == ("86000.00", [])


@pytest.mark.feature("3.1")
def test_above_the_budgets_own_price_or_total_one_is_warned_and_not_stopped(lin, budget):
    plan = lin.begins_a_plan(draws_on(budget, price="5000.01", quantity=20))
    assert {warning["field"]: warning["message"] for warning in plan["warnings"]} == {
        "lines[0].unit_price": "单价高于预算单价 5,000.00 元", "lines[0].quantity": "总金额高于该预算明细总额 100,000.00 元"}
    assert plan["missing"] == []


@pytest.mark.feature("3.1")
def test_only_a_confirmed_budget_and_an_item_within_it_will_do(lin, wei):
    unconfirmed = lin.adds_a_budget()
    wide = lin.has_a_budget(line("100000", item="A02000000"))
    foreign = wei.has_a_budget()
    plan = lin.begins_a_plan(draws_on(unconfirmed), draws_on(wide, item="A02000000"), draws_on(wide, item="A05010203"),
                             draws_on(wide, item="A99990000"), draws_on(foreign), draws_on(wide, 2), draws_on(wide))
    assert {fault["field"]: fault["code"] for fault in plan["missing"]} == {
        "lines[0].budget": "budget_unconfirmed", "lines[1].item": "item_outside_budget",
        "lines[2].item": "item_outside_budget", "lines[3].item": "item_unknown",
        "lines[4].budget_line": "invalid_value", "lines[5].budget_line": "invalid_value"}


@pytest.mark.feature("3.10")
def test_the_draft_shows_how_it_can_be_submitted_and_to_whom(lin, budget):
    plan = lin.begins_a_plan(draws_on(budget))
    shown = lin.looks_at(plan)
    assert [(move["kind"], move["to"], move["disabled"]) for move in shown["submission"]["moves"]] == [
        ("send", "DemandLead", None), ("consult", "ConsultColleague", None)]
    task = shown["submission"]["task"]
    assert "黄志远" in lin.can_choose(task, "send", "DemandLead")
    assert "郑伟" not in lin.can_choose(task, "send", "DemandLead")
    assert {"陈雨婷", "吴建锋"} <= set(lin.can_choose(task, "consult"))
    assert "林晓" not in lin.can_choose(task, "consult") and "许静" not in lin.can_choose(task, "consult")
    assert lin.can_choose(task, "consult", q="雨婷") == ["陈雨婷"]


@pytest.mark.feature("3.10")
def test_a_submission_reserves_and_says_who_has_it_now(lin, huang, budget):
    plan = lin.begins_a_plan(draws_on(budget))
    sent = lin.submits(plan, to=huang)
    assert sent["next"] == {"label": "需求处室领导审核", "person": {"id": "huangzhiyuan", "name": "黄志远"}}
    assert lin.sees_balance(budget) == ("50000.00", "50000.00")
    task = huang.receives(plan)
    shown = lin.looks_at(plan)
    assert (shown["status"], shown["place"]["holder"]["name"], shown["submission"]) == ("under_way", "黄志远", None)
    assert [(each["label"], each["amount"]) for each in shown["funding"]] == [("一般公共预算资金", "50000.00")]
    assert huang.opens(task)["todo"]["raiser"]["name"] == "林晓"
    with refused(409, "not_a_draft") as gone:
        lin.saves(plan)
    assert gone.problem["current"]["status"] == "under_way"


@pytest.mark.feature("3.10")
def test_nothing_goes_out_that_is_not_complete(lin, huang, budget, tables):
    plan = lin.begins_a_plan(draws_on(budget), {"item": "A02010105"})
    with tables.plan_unchanged(plan, budget), refused(400, "invalid_fields") as wrong:
        lin.submits(plan, to=huang)
    assert wrong.fields == {"lines[1].budget": "missing_field", "lines[1].unit_price": "missing_field",
                            "lines[1].quantity": "missing_field", "lines[1].measure": "missing_field"}


@pytest.mark.feature("3.1", "3.10")
def test_nothing_goes_out_beyond_what_is_free(lin, huang, budget, tables):
    plan = lin.begins_a_plan(draws_on(budget, price="5000", quantity=20), draws_on(budget, price="0.01", quantity=1))
    with tables.plan_unchanged(plan, budget), refused(422, "budget_insufficient") as short:
        lin.submits(plan, to=huang)
    assert list(short.fields) == ["lines[1]"]
    assert lin.sees_balance(budget) == ("100000.00", "0.00")


@pytest.mark.feature("3.10")
def test_only_those_who_may_take_it_can_be_chosen(lin, huang, cast, budget, tables):
    plan = lin.begins_a_plan(draws_on(budget))
    with tables.plan_unchanged(plan, budget):
        for person in (cast.zhengwei, cast.chenyuting, cast.fanglihua, lin):
            with refused(400, "invalid_fields") as wrong:
                lin.submits(plan, to=person)
            assert wrong.fields == {"person": "person_not_eligible"}
        with refused(422, "move_not_offered") as no_such:
            lin.submits(plan, to=huang, step="UnitLead")
        assert [move["to"] for move in no_such.problem["legal_moves"]] == ["DemandLead", "ConsultColleague"]


@pytest.mark.feature("3.1")
def test_a_draft_is_its_raisers_alone(lin, chen, wei, huang, budget):
    plan = lin.begins_a_plan(draws_on(budget))
    for stranger in (chen, wei, huang):
        with refused(404, "not_found"):
            stranger.looks_at(plan)
    for stranger in (chen, wei):
        with refused(404, "not_found"):
            stranger.writes("PUT", f"/api/plans/{plan['id']}", {"version": 1} | named())
        with refused(404, "not_found"):
            stranger.writes("POST", f"/api/plans/{plan['id']}/submission",
                            {"version": 1, "kind": "send", "to": "DemandLead", "person": huang.id})
    assert plan["id"] not in [each["id"] for each in chen.lists_plans(scope="unit")]
    assert [each["id"] for each in lin.lists_plans(name=plan["name"], status="draft")] == [plan["id"]]


@pytest.mark.feature("3.1")
def test_plans_are_listed_by_whose_they_are_and_how_far(lin, chen, wei, university):
    plan = university.has_a_plan_at("DemandLead")
    find = {"name": plan["name"]}
    assert [each["id"] for each in lin.lists_plans(**find)] == [plan["id"]]
    assert lin.lists_plans(status="draft", **find) == []
    assert [each["id"] for each in chen.lists_plans(scope="unit", **find)] == [plan["id"]]
    assert chen.lists_plans(**find) == wei.lists_plans(scope="unit", **find) == []
    for wrong in ({"scope": "all"}, {"scope": "unit", "status": "draft"}, {"status": "lost"}):
        with refused(400, "invalid_fields"):
            lin.lists_plans(**wrong)


@pytest.mark.feature("3.1")
def test_a_draft_saved_in_two_windows_is_not_overwritten(lin, tables):
    plan = lin.begins_a_plan()
    lin.saves(plan, name="第一个窗口")
    with tables.plan_unchanged(plan), refused(409, "stale_version") as stale:
        lin.saves(plan, version=plan["version"], name="第二个窗口")
    assert stale.problem["current"]["name"] == "第一个窗口"


@pytest.mark.feature("3.1")
def test_the_same_save_again_is_answered_alike_and_no_save_is_an_act(lin, tables):
    """However often it comes, and at once; what is typed at each pause is no part of the history."""
    plan = lin.begins_a_plan()
    body = {"version": plan["version"]} | lin.looks_at(plan)["draft"] | {"name": "改过的名称"}
    answers = at_once(*[lambda: lin.writes("PUT", f"/api/plans/{plan['id']}", body)] * 8)
    assert all(answer == answers[0] for answer in answers), answers
    assert (answers[0]["name"], answers[0]["version"]) == ("改过的名称", plan["version"] + 1)
    with tables.unchanged(f"PLAN#{plan['id']}"):
        assert lin.writes("PUT", f"/api/plans/{plan['id']}", body) == answers[0]
        with refused(409, "stale_version"):
            lin.writes("PUT", f"/api/plans/{plan['id']}", body | {"name": "另一个内容"})
    assert tables.acts_on(plan) == ["plan_created"]


@pytest.mark.feature("3.10")
def test_the_same_submission_eight_times_at_once_acts_once_and_answers_alike(lin, huang, budget, tables):
    plan, key = lin.begins_a_plan(draws_on(budget)), new_key()
    body = {"version": plan["version"], "kind": "send", "to": "DemandLead", "person": huang.id}
    answers = at_once(*[lambda: lin.writes("POST", f"/api/plans/{plan['id']}/submission", body, key)] * 8)
    assert all(answer == answers[0] for answer in answers), answers
    assert lin.writes("POST", f"/api/plans/{plan['id']}/submission", body, key) == answers[0]
    assert tables.acts_on(plan) == ["plan_created", "plan_submitted"]
    assert lin.sees_balance(budget) == ("50000.00", "50000.00")
    with refused(409, "idempotency_key_reused"):
        lin.writes("POST", f"/api/plans/{plan['id']}/submission", body | {"opinion": "另一个"}, key)


@pytest.mark.feature("3.1")
def test_the_same_plan_begun_eight_times_at_once_is_one_plan(lin):
    draft, key = named(), new_key()
    answers = at_once(*[lambda: lin.asks("POST", "/api/plans", draft, key=key)] * 8)
    assert {answer.status for answer in answers} == {201} and all(each.body == answers[0].body for each in answers)
    assert len(lin.lists_plans(name=draft["name"])) == 1


@pytest.mark.feature("3.1")
@pytest.mark.parametrize(("more", "field", "code"), [
    ({"amount": "1"}, "amount", "unknown_field"),
    ({"name": "字" * 61}, "name", "invalid_value"),
    ({"lines": [{"quantity": "10"}]}, "lines[0].quantity", "wrong_type"),
    ({"lines": [{"unit_price": "1e5"}]}, "lines[0].unit_price", "invalid_value"),
    ({"lines": [{"parameters": "字" * 2001}]}, "lines[0].parameters", "invalid_value"),
    ({"lines": [{"item": "A0201 0105"}]}, "lines[0].item", "invalid_value"),
    ({"attachments": ["UPLOAD#1"]}, "attachments[0]", "invalid_value"),
])
def test_what_does_not_read_as_a_plan_is_told_by_field(lin, more, field, code):
    with refused(400, "invalid_body") as wrong:
        lin.writes("POST", "/api/plans", named() | more)
    assert wrong.fields == {field: code}


@pytest.mark.feature("3.1")
def test_a_plan_has_limits(lin):
    for more, field, code in [({"lines": [{}] * 41}, "lines", "too_many"),
                              ({"lines": [{"parameters": "字" * 2000}] * 11}, "lines", "too_many"),
                              ({"attachments": ["a", "a"]}, "attachments[1]", "invalid_value"),
                              ({"attachments": [f"a{number}" for number in range(21)]}, "attachments", "too_many")]:
        with refused(400, "invalid_fields") as wrong:
            lin.writes("POST", "/api/plans", named() | more)
        assert wrong.fields == {field: code}
