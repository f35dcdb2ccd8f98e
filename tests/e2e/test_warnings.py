"""Early warnings (raise-warning, save-warning, submit-warning, get-warning, discard-warning, list-about): 3.11."""

import pytest

from tests.e2e.budget_acts import line
from tests.e2e.door import at_once, done, new_key, refusals, refused, wait_for
from tests.e2e.plan_acts import draws_on, named

pytestmark = pytest.mark.feature("3.11")
WHY = "单一来源：原厂配件只有一家供应，已论证。"


@pytest.fixture
def plan(lin):
    budget = lin.has_a_budget(line("100000"))
    return lin.begins_a_plan(draws_on(budget)) | {"budget": budget}


def explained(lin, plan: dict, words=WHY) -> dict:
    raised = lin.raises_a_warning(plan)
    return lin.explains(raised, words)


def test_a_warning_goes_from_the_lead_to_the_deputy_who_finishes_it_and_then_the_plan_goes_on(lin, huang, zhang, plan):
    warning = explained(lin, plan)
    shown = lin.sees_warning(warning)
    assert (shown["plan"], shown["name"], shown["amount"], shown["explanation"]) == (plan["id"], plan["name"], "50000.00", WHY)
    assert [move["to"] for move in shown["submission"]["moves"]] == ["DemandLead"]
    sent = lin.submits_warning(warning, to=huang)
    assert sent["next"] == {"label": "需求处室领导审核预警", "person": {"id": huang.id, "name": huang.name}}
    with refused(422, "move_disabled") as closed:
        lin.submits(plan, to=huang)
    assert closed.problem["title"] == "预警审批尚未办结，办结后才能送审"
    task = huang.receives_of(warning)
    assert huang.opens(task)["todo"]["kind_label"] == "预警审批"
    assert [one["item"] for one in huang.sees_warning(warning)["lines"]] == [line["item"] for line in plan_lines(lin, plan)]
    huang.decides(task, "approval", {"person": zhang.id, "opinion": huang.opinion()})
    task = zhang.receives_of(warning)
    ended = zhang.decides(task, "approval", {"opinion": zhang.opinion()})
    assert ended["ended"] and ended["done"] == "同意并办结"
    about = lin.sees_about(plan)
    assert [(one["kind"], one["status_label"]) for one in about] == [("warning", "已办结")]
    lin.submits(plan, to=huang)


def plan_lines(lin, plan: dict) -> list[dict]:
    return lin.looks_at(plan)["lines"]


def facts_of(tables, plan: dict) -> set[str]:
    return set(tables.of_plan(plan)["subject"][0]["course"].get("facts", ()))


def test_its_finish_sets_the_fact_of_the_plan_in_the_same_transaction_and_both_histories_tell(lin, huang, zhang, plan, tables):
    warning = explained(lin, plan)
    lin.submits_warning(warning, to=huang)
    assert facts_of(tables, plan) == {"warning_open"}
    huang.decides(huang.receives_of(warning), "approval", {"person": zhang.id, "opinion": huang.opinion()})
    zhang.decides(zhang.receives_of(warning), "approval", {"opinion": zhang.opinion()})
    assert facts_of(tables, plan) == {"warning_settled"}
    assert tables.acts_on(plan) == ["plan_created", "fact_told", "fact_told"]
    told = tables.of_plan(plan)["event"][-1]
    assert told["payload"]["by"] == f"warning.{warning['id']}" and told["actor"]["id"] == zhang.id


def test_what_the_plan_buys_meanwhile_is_not_what_was_settled(lin, huang, zhang, plan, tables):
    warning = explained(lin, plan)
    lin.submits_warning(warning, to=huang)
    lin.saves(plan, lines=[draws_on(plan["budget"], quantity=2)])
    huang.decides(huang.receives_of(warning), "approval", {"person": zhang.id, "opinion": huang.opinion()})
    zhang.decides(zhang.receives_of(warning), "approval", {"opinion": zhang.opinion()})
    assert facts_of(tables, plan) == set()
    again = explained(lin, plan)
    assert lin.sees_warning(again)["lines"][0]["quantity"] == 2
    lin.submits_warning(again, to=huang)
    huang.decides(huang.receives_of(again), "approval", {"person": zhang.id, "opinion": huang.opinion()})
    zhang.decides(zhang.receives_of(again), "approval", {"opinion": zhang.opinion()})
    assert facts_of(tables, plan) == {"warning_settled"}
    lin.saves(plan, name="另一个名称")
    assert facts_of(tables, plan) == {"warning_settled"}
    lin.saves(plan, lines=[draws_on(plan["budget"], quantity=3)])
    assert facts_of(tables, plan) == set()
    assert len(lin.sees_about(plan)) == 2


def test_returned_it_is_explained_again_or_given_up(lin, huang, plan, tables):
    warning = explained(lin, plan)
    lin.submits_warning(warning, to=huang)
    huang.decides(huang.receives_of(warning), "return", {"to": "Revise", "straight": False, "opinion": huang.opinion()})
    task = lin.receives_of(warning)
    assert [move["to"] for move in lin.opens(task)["moves"]] == ["DemandLead", "Dropped"]
    lin.decides(task, "approval", {"kind": "finish", "opinion": "改为公开招标"})
    assert facts_of(tables, plan) == set()
    lin.sees_it_settle({"id": plan["id"], "name": plan["name"]})
    assert [one["status_label"] for one in lin.sees_about(plan)] == ["已放弃"]
    lin.submits(plan, to=huang)


def test_two_warnings_sent_at_once_are_one(lin, huang, plan, tables):
    first, second = explained(lin, plan), explained(lin, plan)
    results = at_once(lambda: lin.submits_warning(first, to=huang), lambda: lin.submits_warning(second, to=huang))
    assert len(done(results)) == 1, refusals(results)
    [lost] = refusals(results)
    assert (lost.answer.status, lost.code) in ((409, "warning_open"), (409, "stale_version"))
    assert facts_of(tables, plan) == {"warning_open"}


def test_withdrawn_it_is_a_draft_again_and_the_plan_is_free(lin, huang, plan, tables):
    warning = explained(lin, plan)
    lin.submits_warning(warning, to=huang)
    huang.receives_of(warning)
    lin.withdraws(f"warning.{warning['id']}.1.0")
    wait_for("the warning to rest", lambda: lin.sees_warning(warning)["discardable"])
    assert facts_of(tables, plan) == set()
    with refused(404, "not_found"):
        huang.sees_warning(warning)
    lin.discards_warning(warning)
    with refused(404, "not_found"):
        lin.sees_warning(warning)
    assert lin.sees_about(plan) == []


def test_only_the_raiser_of_a_complete_draft_raises_one_and_one_is_under_way_at_a_time(lin, huang, chen, plan, tables):
    with tables.unchanged(f"PLAN#{plan['id']}"):
        with refused(404, "not_found"):
            chen.raises_a_warning(plan)
        with refused(403, "not_allowed"):
            huang.raises_a_warning(plan)
        empty = lin.writes("POST", "/api/plans", named())
        with refused(400, "invalid_fields"):
            lin.raises_a_warning(empty)
    warning = explained(lin, plan)
    lin.submits_warning(warning, to=huang)
    with refused(409, "warning_open"):
        lin.raises_a_warning(plan)
    with refused(409, "warning_open"):
        lin.writes("DELETE", f"/api/plans/{plan['id']}")


def test_it_is_not_sent_without_words_nor_about_a_plan_that_changed_nor_on_an_old_version(lin, huang, plan, tables):
    raised = lin.raises_a_warning(plan)
    with tables.unchanged(f"PLAN#{plan['id']}", f"WARNING#{raised['id']}"):
        with refused(400, "invalid_fields") as silent:
            lin.submits_warning(raised, to=huang)
        assert silent.problem["errors"][0]["field"] == "explanation"
    for words in ("", " ", "字" * 1001, "\u0007"):
        with refused(400, "invalid_body"):
            lin.writes("PUT", f"/api/warnings/{raised['id']}", {"version": raised["version"], "explanation": words})
    warning = lin.explains(raised, WHY)
    with refused(409, "stale_version"):
        lin.writes("PUT", f"/api/warnings/{raised['id']}", {"version": raised["version"], "explanation": "别的"})
    lin.saves(plan, lines=[draws_on(plan["budget"], quantity=2)])
    with refused(409, "plan_changed"):
        lin.submits_warning(warning, to=huang)
    warning = lin.explains(warning, WHY + "数量已改。")
    shown = lin.sees_warning(warning)
    assert shown["outdated"] and shown["lines"][0]["quantity"] != 2, "what was typed takes nothing over by itself"
    with refused(409, "plan_changed"):
        lin.submits_warning(warning, to=huang)
    warning = lin.explains(warning, WHY + "数量已改。", refresh=True)
    shown = lin.sees_warning(warning)
    assert not shown["outdated"] and shown["lines"][0]["quantity"] == 2
    lin.submits_warning(warning, to=huang)


def test_the_same_submission_eight_times_at_once_is_one(lin, huang, plan, tables):
    warning, key = explained(lin, plan), new_key()
    results = at_once(*[lambda: lin.submits_warning(warning, to=huang, key=key)] * 8)
    assert len(done(results)) == 8 and not refusals(results)
    assert [event["act"] for event in tables.of(f"WARNING#{warning['id']}") if event["entity"] == "event"][:2] == ["warning_raised", "warning_submitted"]
    assert tables.acts_on(plan).count("fact_told") == 1


def test_a_warning_finishes_while_its_draft_is_saved_all_the_time(lin, huang, zhang, plan, tables):
    warning = explained(lin, plan)
    lin.submits_warning(warning, to=huang)
    huang.decides(huang.receives_of(warning), "approval", {"person": zhang.id, "opinion": huang.opinion()})
    task, opinion = zhang.receives_of(warning), zhang.opinion()

    def saves_again_and_again():
        for number in range(40):
            lin.saves(plan, name=f"{plan['name']}{number % 7}")

    results = at_once(saves_again_and_again, lambda: zhang.decides(task, "approval", {"opinion": opinion}))
    assert len(done(results)) == 2, refusals(results)
    assert facts_of(tables, plan) == {"warning_settled"}
    assert lin.looks_at(plan)["name"] == f"{plan['name']}4"
