"""Review of added and adjusted budgets (review-budgets) at the procurement lead, before the plan goes to the unit's lead."""

import json

import pytest

from infra.local.paths import ROOT
from tests.e2e.budget_acts import line
from tests.e2e.budget_more import Treasurer, take
from tests.e2e.door import at_once, done, new_key, refusals, refused, wait_for
from tests.e2e.plan_acts import draws_on

REASON = "计划使用了追加或调剂的预算，请先审核"


@pytest.fixture(scope="module")
def treasurer(lin):
    return Treasurer(lin)


@pytest.fixture
def supplement(lin, treasurer):
    """A confirmed addition of the year, with the treasury's approval."""

    def add(*lines):
        paper = {"kind": "treasury_approval", "upload": treasurer.paper}
        return lin.confirms(lin.adds_a_budget(*lines, kind="supplement", attachments=[paper]))

    return add


def reviews(person, task: str, basis: str, key=None) -> dict:
    return person.decides(task, "budget-review", {"basis": basis}, key)


def way(seen: dict) -> str | None:
    """Why the move to the unit's lead is closed; `None` when it is open."""
    [move] = [move for move in seen["moves"] if move["to"] == "UnitLead" and not move["straight"]]
    return move["disabled"]


@pytest.mark.feature("2.8", "4.4")
def test_an_addition_is_reviewed_before_the_plan_goes_on(university, lin, huang, liu, wang, hao, cast, supplement, tables):
    budget = supplement()
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(budget))
    seen = liu.opens(liu.receives(plan))["budget_review"]
    assert (seen["reviewable"], seen["reviewed"], [one["id"] for one in seen["budgets"]]) == (False, False, [budget["id"]])
    university.brings(plan, "ProcurementLead")
    task = wang.receives(plan)
    seen = wang.opens(task)
    [shown] = seen["budget_review"]["budgets"]
    assert [reason["label"] for reason in shown["reasons"]] == ["预算追加"] and shown["attachments"][0]["kind_label"] == "财政批文"
    assert [(one["item"], one["amount"]) for one in shown["lines"]] == [("A02010105", "100000.00")]
    assert (way(seen), seen["budget_review"]["reviewable"], seen["budget_review"]["reviewed_by"]) == (REASON, True, None)
    with tables.plan_unchanged(plan):
        with refused(422, "move_disabled"):
            wang.sends(plan, to=hao, step="UnitLead")
        with refused(422, "move_disabled"):
            wang.can_choose(task, to="UnitLead")
        basis = seen["budget_review"]["basis"]
        for who in (liu, lin, huang):
            with refused(403, "not_allowed"):
                reviews(who, task, basis)
        with refused(404, "not_found"):
            reviews(cast.dengyong, task, basis)
        with refused(409, "review_changed") as changed:
            reviews(wang, task, "0" * 32)
        assert changed.problem["current"]["basis"] == basis
    key = new_key()
    marked = reviews(wang, task, basis, key)
    assert (marked["reviewed"], marked["reviewable"], marked["reviewed_by"]["name"]) == (True, False, "王建国")
    assert reviews(wang, task, basis, key) == marked
    with refused(409, "already_reviewed"):
        reviews(wang, task, basis)
    seen = wang.opens(task)
    assert way(seen) is None and seen["budget_review"] == marked
    assert wang.can_choose(task, to="UnitLead")
    wang.sends(plan, to=hao, step="UnitLead")
    assert hao.opens(hao.receives(plan))["budget_review"] is None
    with refused(409, "already_decided"):
        reviews(wang, task, basis)
    assert tables.acts_on(plan).count("budgets_reviewed") == 1


@pytest.mark.feature("2.8", "4.4")
def test_marked_eight_times_at_once_is_once(university, wang, supplement, tables):
    plan = university.has_a_plan_at("ProcurementLead", draws_on(supplement()))
    task, key = wang.receives(plan), new_key()
    basis = wang.opens(task)["budget_review"]["basis"]
    answers = at_once(*[lambda: reviews(wang, task, basis, key)] * 8)
    assert all(answer == answers[0] for answer in answers), answers
    results = at_once(*[lambda: reviews(wang, task, basis)] * 4)
    assert done(results) == [] and {lost.code for lost in refusals(results)} == {"already_reviewed"}
    assert tables.acts_on(plan).count("budgets_reviewed") == 1


@pytest.mark.feature("2.8", "4.4")
def test_both_sides_of_an_adjustment_are_shown_before_and_after_and_an_ordinary_budget_is_not(university, lin, wang, hao, treasurer):
    before = lin.has_a_budget(line("100000"))
    after = lin.confirms(treasurer.adjusts(before, take("300"), name="家具购置（调剂）", reason="改购课桌"))
    both = university.has_a_plan_at("ProcurementLead", draws_on(before), draws_on(
        after, item="A05010203", price="100", quantity=1, measure="张"))
    shown = {one["id"]: one for one in wang.opens(wang.receives(both))["budget_review"]["budgets"]}
    assert {of: [reason["code"] for reason in one["reasons"]] for of, one in shown.items()} == {
        before["id"]: ["adjusted_away"], after["id"]: ["adjusted"]}
    for one in shown.values():
        [adjustment] = one["adjustments"]
        assert (adjustment["reason"], adjustment["amount"]) == ("改购课桌", "300.00")
        assert [(part["item"], part["amount"]) for part in adjustment["before"]] == [("A02010105", "300.00")]
        assert [(part["item"], part["amount"]) for part in adjustment["after"]] == [("A05010203", "300.00")]
    ordinary = university.has_a_plan_at("ProcurementLead")
    task = wang.receives(ordinary)
    seen = wang.opens(task)
    assert (way(seen), seen["budget_review"]) == (None, None)
    with refused(422, "nothing_to_review"):
        reviews(wang, task, "0" * 32)
    assert "送单位领导审核" in wang.sees_flow(ordinary)["coming"]
    wang.sends(ordinary, to=hao, step="UnitLead")


@pytest.mark.feature("2.8", "4.4")
def test_the_mark_is_void_once_another_such_budget_comes_in_or_one_is_adjusted(university, lin, liu, wang, hao, supplement, treasurer, tables):
    first, second = supplement(), supplement()
    plan = university.has_a_plan_at("ProcurementLead", draws_on(first))
    task = wang.receives(plan)
    reviews(wang, task, wang.opens(task)["budget_review"]["basis"])
    # The meeting's changes bring another addition in: what was reviewed is still shown as reviewed, the other is not.
    wang.sends(plan, to=liu, step="MeetingChanges")
    liu.receives(plan, "MeetingChanges")
    liu.edits(plan, lines=[draws_on(first), draws_on(second, quantity=1)])
    liu.answers(plan, at="MeetingChanges")
    task = wang.receives(plan)
    seen = wang.opens(task)
    assert {one["id"]: one["reviewed"] for one in seen["budget_review"]["budgets"]} == {first["id"]: True, second["id"]: False}
    assert (way(seen), seen["budget_review"]["reviewed_by"]["name"]) == (REASON, "王建国")
    with tables.plan_unchanged(plan), refused(422, "move_disabled") as closed:
        wang.sends(plan, to=hao, step="UnitLead")
    assert closed.problem["legal_moves"] == seen["moves"]
    basis = seen["budget_review"]["basis"]
    # While they look at it, one is adjusted: what they would mark is not what is true.
    adjusted = treasurer.adjusts(first, take("10"))
    with refused(409, "review_changed") as changed:
        reviews(wang, task, basis)
    assert [one["id"] for one in changed.problem["current"]["budgets"]] == sorted([first["id"], second["id"]])
    reviews(wang, task, wang.opens(task)["budget_review"]["basis"])
    assert way(wang.opens(task)) is None
    # Confirming what was seen changes nothing; another adjustment does, and deleting it again does not bring new facts.
    lin.confirms(adjusted)
    assert way(wang.opens(task)) is None
    other = treasurer.adjusts(second, take("20"))
    assert way(wang.opens(task)) == REASON
    treasurer.deletes(other)
    assert way(wang.opens(task)) is None
    wang.sends(plan, to=hao, step="UnitLead")
    hao.returns(plan, "ProcurementLead", straight=True)
    back = wang.opens(wang.receives(plan))
    assert [move["disabled"] for move in back["moves"] if move["straight"]] == [None]
    treasurer.adjusts(second, take("20"))
    back = wang.opens(wang.receives(plan))
    assert [move["disabled"] for move in back["moves"] if move["straight"]] == [REASON]


@pytest.mark.feature("2.8", "4.4")
def test_what_is_refused_there_names_the_same_moves_as_the_page(university, huang, liu, cast, stack, supplement, tables):
    many = cast.newcomer(stack, unit="fjsflg", department="zcc", called="多职同事",
                         roles="procurement_lead;procurement_handler;supervisor")
    plan = university.has_a_plan_at("ProcurementHandler", draws_on(supplement()))
    liu.sends(plan, to=many, step="ProcurementLead")
    task = many.receives(plan)
    for reviewed in (False, True):
        if reviewed:
            reviews(many, task, many.opens(task)["budget_review"]["basis"])
        shown = many.opens(task)["moves"]
        assert (way({"moves": shown}) is None) == reviewed
        with tables.plan_unchanged(plan):
            for how, body in (("consultation", {"person": huang.id, "opinion": "请提意见"}), ("approval", {"name": "file"}), ("approval", {"name": "refuse", "opinion": "不行"})):
                with refused(422, "move_not_offered") as wrong:
                    many.decides(task, how, body)
                assert wrong.problem["legal_moves"] == shown
    # At a step that only shows them nobody marks them.
    at_handler = university.has_a_plan_at("ProcurementHandler", draws_on(supplement()))
    liu.returns(at_handler, "DemandLead")
    huang.sends(at_handler, to=many, step="ProcurementHandler")
    task = many.receives(at_handler)
    with tables.plan_unchanged(at_handler), refused(422, "move_not_offered"):
        reviews(many, task, many.opens(task)["budget_review"]["basis"])


def earlier(definition: str) -> str:
    """The chain as it was before budgets were reviewed in it."""
    machine = json.loads(definition)
    for state in machine["States"].values():
        step = state.get("Arguments", {}).get("Payload", {}).get("step", {})
        step.pop("reviews", None)
        for move in step.get("moves", []):
            if move.get("requires") == ["budgets_reviewed"]:
                del move["requires"], move["reason"]
    return json.dumps(machine)


@pytest.mark.feature("2.8", "4.4")
def test_plans_begun_under_the_earlier_chain_move_to_the_one_in_force(university, lin, huang, liu, wang, hao, stack, supplement, tables):
    assert "budgets_reviewed" in (ROOT / "statemachines" / "plan-approval.asl.json").read_text(encoding="utf-8")
    states, machine = stack.session.client("stepfunctions"), stack.resource("PlanApproval")
    in_force = states.describe_state_machine(stateMachineArn=machine)["definition"]
    former = earlier(in_force)
    # A step that the earlier chain did not have: executions begun under it cannot go there by themselves.
    without = json.loads(former)
    del without["States"]["MeetingChanges"]
    route = without["States"]["Route"]["Choices"]
    route[:] = [choice for choice in route if choice["Next"] != "MeetingChanges"]
    states.update_state_machine(stateMachineArn=machine, definition=json.dumps(without))
    try:
        at_lead = university.has_a_plan_at("ProcurementLead", draws_on(supplement()))
        at_unit_lead = university.has_a_plan_at("ProcurementHandler", draws_on(supplement()))
        early = university.has_a_plan_at("DemandLead", draws_on(supplement()))
        changed = university.has_a_plan_at("ProcurementLead", draws_on(supplement()))
        stored = tables.of_plan(at_lead)["standing"][-1]["task"]["step"]
        assert "reviews" not in stored, "this to-do was opened by the earlier chain"
    finally:
        states.update_state_machine(stateMachineArn=machine, definition=in_force)

    # An open to-do asks at once for what the chain in force asks for, and its execution goes on.
    task = wang.receives(at_lead)
    seen = wang.opens(task)
    assert (way(seen), seen["budget_review"]["reviewable"]) == (REASON, True)
    with refused(422, "move_disabled"):
        wang.sends(at_lead, to=hao, step="UnitLead")
    reviews(wang, task, seen["budget_review"]["basis"])
    wang.sends(at_lead, to=hao, step="UnitLead")
    hao.sends(at_lead, to=liu, step="Filing")
    liu.receives(at_lead, "Filing")
    assert tables.of_plan(at_lead)["subject"][0]["course"]["attempt"] == 1
    # Steps that the earlier execution opens later follow too, whichever data it hands over.
    for plan in (at_unit_lead, early):
        university.brings(plan, "ProcurementLead")
        assert way(wang.opens(wang.receives(plan))) == REASON
    # Where the earlier execution does not know the way, it fails, and the reconciler starts the next one on the new chain.
    wang.sends(changed, to=liu, step="MeetingChanges")
    first = machine.replace(":stateMachine:", ":execution:") + f":plan-{changed['id']}-1-1"
    wait_for("the earlier execution to fail", lambda: states.describe_execution(executionArn=first)["status"] == "FAILED")
    stack.invoke("reconcile", {"all": True})
    liu.answers(changed, at="MeetingChanges")
    wang.receives(changed, "ProcurementLead")
    assert tables.of_plan(changed)["subject"][0]["course"]["attempt"] == 2
    # Every open to-do can be acted on.
    for plan in (at_unit_lead, early, changed):
        task = wang.receives(plan)
        reviews(wang, task, wang.opens(task)["budget_review"]["basis"])
        wang.sends(plan, to=hao, step="UnitLead")
        hao.returns(plan, "Revise")
        lin.receives(plan)
