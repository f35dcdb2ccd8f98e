"""A budget's life after it was added (edit-budget, cancel-budget, delete-budget, confirm-budgets, add-budget with attachments)."""

import pytest
import requests

from tests.e2e.budget_acts import budget, line
from tests.e2e.budget_more import Treasurer, take
from tests.e2e.clock import THIS_YEAR
from tests.e2e.door import at_once, done, new_key, refusals, refused
from tests.e2e.plan_acts import draws_on


@pytest.fixture(scope="module")
def treasurer(lin) -> Treasurer:
    return Treasurer(lin)


def downloads(person, upload: str, of: dict | None) -> requests.Response:
    link = person.reads(f"/api/uploads/{upload}/content", budget=of and of["id"])
    person.secrets.keep(link["url"].split("X-Amz-Signature=")[1].split("&")[0])
    return requests.get(link["url"], timeout=30)


@pytest.mark.feature("2.2", "2.4")
def test_an_unconfirmed_budget_is_edited_as_a_whole(lin, treasurer):
    added = lin.adds_a_budget(line("100000"), line("500", item="A05010203"))
    edited = treasurer.edits(added, line("700", item="A05010203"), line("80000"), line("1", item="A02010104"), name=added["name"])
    assert (edited["amount"], edited["version"], edited["status"]) == ("80701.00", 2, "unconfirmed")
    # A line keeps its number while its item stays.
    assert [each["number"] for each in lin.looks_at_budget(added)["lines"]] == [2, 1, 3]
    assert lin.confirms(added)["balance"]["free"] == "80701.00"
    with refused(409, "already_confirmed"):
        treasurer.edits(added)


@pytest.mark.feature("2.2")
def test_a_stale_edit_is_refused_and_says_what_is_true_now(lin, treasurer):
    added = lin.adds_a_budget()
    treasurer.edits(added, line("1"))
    with refused(409, "stale_version") as stale:
        treasurer.edits(added, line("2"), version=1)
    assert (stale.problem["current"]["version"], stale.problem["current"]["amount"]) == (2, "1.00")
    results = at_once(*[lambda n=n: treasurer.edits(added, line(str(n + 10)), version=2) for n in range(6)])
    assert len(done(results)) == 1 and {each.code for each in refusals(results)} == {"stale_version"}


@pytest.mark.feature("2.2")
def test_what_is_wrong_in_an_edit_is_named_and_others_may_not(lin, treasurer, cast, wei):
    added = lin.adds_a_budget()
    with refused(400, "invalid_fields") as wrong:
        treasurer.edits(added, line("0", item="A99990000"), year=THIS_YEAR + 9)
    assert wrong.fields == {"year": "invalid_value", "lines[0].item": "item_unknown", "lines[0].funding[0].amount": "invalid_value"}
    for other in (cast.xujing, wei):
        for act in ("edits", "deletes", "cancels"):
            with refused(404, "not_found"):
                getattr(Treasurer(other), act)(added, **({"version": 1} if act == "edits" else {}))


@pytest.mark.feature("2.4")
def test_a_confirmed_budget_that_nothing_used_is_cancelled_edited_and_confirmed_again(lin, treasurer):
    added, key = lin.has_a_budget(line("100000"), line("1", source="unit_funds")), new_key()
    cancelled = treasurer.cancels(added, key=key)
    assert (cancelled["status"], cancelled["balance"], cancelled["confirmed_at"]) == ("unconfirmed", None, None)
    assert treasurer.cancels(added, key=key) == cancelled
    with refused(409, "not_confirmed"):
        treasurer.cancels(added)
    with refused(400, "invalid_fields"):
        lin.has_submitted(lin, draws_on(added))
    treasurer.edits(added, line("300"))
    lin.confirms(added)
    assert treasurer.sees(added, "free", "reserved") == ("300.00", "0.00")


@pytest.mark.feature("2.4")
def test_a_budget_that_a_plan_uses_is_not_cancelled(lin, huang, treasurer):
    added = lin.has_a_budget()
    plan = lin.begins_a_plan(draws_on(added))
    lin.submits(plan, to=huang)
    with refused(422, "budget_in_use") as refusal:
        treasurer.cancels(added)
    assert treasurer.may(added) == {"cancel": refusal.problem["title"], "adjust": None}
    huang.receives(plan)
    lin.withdraws(f"plan.{plan['id']}.1.0")
    assert treasurer.may(added)["cancel"] is None
    assert Treasurer(huang).may(added) == {}
    [listed] = lin.lists_budgets(name=added["name"])["items"]
    assert listed["acts"] == lin.looks_at_budget(added)["acts"]
    treasurer.cancels(added)


@pytest.mark.feature("2.4", "3.10")
def test_a_plan_and_a_cancellation_at_once_never_both_happen(lin, huang, treasurer):
    for _ in range(4):
        added = lin.has_a_budget()
        plan = lin.begins_a_plan(draws_on(added))
        results = at_once(lambda: lin.submits(plan, to=huang, version=1), lambda: treasurer.cancels(added))
        assert len(done(results)) == 1, results


@pytest.mark.feature("2.4")
def test_a_line_that_became_another_item_is_not_drawn_on_by_an_older_draft(lin, huang, treasurer):
    added = lin.has_a_budget()
    plan = lin.begins_a_plan(draws_on(added))
    treasurer.cancels(added)
    treasurer.edits(added, line("100000", item="A05010203"))
    lin.confirms(added)
    with refused(400, "invalid_fields") as wrong:
        lin.submits(plan, to=huang)
    assert wrong.fields["lines[0].budget_line"] == "invalid_value"


@pytest.mark.feature("2.6")
def test_a_deleted_budget_is_gone_for_everybody_and_its_history_stays(lin, treasurer, tables):
    added, key = lin.adds_a_budget(), new_key()
    gone = treasurer.deletes(added, key=key)
    assert gone["status_label"] == "已删除" and treasurer.deletes(added, key=key) == gone
    for act in (lambda: lin.looks_at_budget(added), lambda: lin.confirms(added), lambda: treasurer.deletes(added)):
        with refused(404, "not_found"):
            act()
    assert lin.lists_budgets(status="unconfirmed", name=added["name"])["items"] == []
    assert [each["act"] for each in tables.of(f"BUDGET#{added['id']}") if each["entity"] == "event"] == ["budget_added", "budget_deleted"]
    with refused(409, "already_confirmed"):
        treasurer.deletes(lin.has_a_budget())


@pytest.mark.feature("2.6")
def test_several_budgets_are_confirmed_at_once_each_with_its_result(lin, wei, treasurer):
    three = [lin.adds_a_budget() for _ in range(3)]
    lin.confirms(three[1])
    foreign, key = wei.adds_a_budget(), new_key()
    told = treasurer.confirms_all(*three, foreign, key=key)
    assert [(each["confirmed"], each["code"]) for each in told["results"]] == [
        (True, None), (False, "already_confirmed"), (True, None), (False, "not_found")]
    assert (told["confirmed"], told["more"]) == (2, False)
    assert treasurer.confirms_all(*three, foreign, key=key) == told
    assert treasurer.sees(three[0], "free") == ("100000.00",)
    for wrong in ({"budgets": []}, {"budgets": ["a"] * 51}):
        with refused(400, "invalid_fields"):
            lin.writes("POST", "/api/budgets/confirmation", wrong)


@pytest.mark.feature("2.6")
def test_all_budgets_of_a_department_and_year_are_confirmed_together(cast):
    ye, qiu = cast.yexiaofang, cast.qiuting
    added, foreign = [ye.adds_a_budget(year=THIS_YEAR + 1) for _ in range(3)], qiu.adds_a_budget(year=THIS_YEAR + 1)
    told = Treasurer(ye).confirms_all(year=THIS_YEAR + 1)
    assert {each["id"] for each in added} == {each["budget"] for each in told["results"] if each["confirmed"]}
    assert [each["id"] for each in ye.lists_budgets(status="unconfirmed", year=THIS_YEAR + 1)["items"]] == [foreign["id"]]


@pytest.mark.feature("2.2")
def test_a_supplement_needs_the_approval_of_the_treasury(lin, wei, cast, treasurer):
    for attachments in ([], [{"kind": "meeting_minutes", "upload": treasurer.paper}]):
        with refused(400, "invalid_fields") as wrong:
            lin.adds_a_budget(kind="supplement", attachments=attachments)
        assert wrong.fields == {"attachments": "missing_field"}
    paper = {"kind": "treasury_approval", "upload": treasurer.paper}
    added = lin.adds_a_budget(kind="supplement", attachments=[paper])
    [shown] = lin.looks_at_budget(added)["attachments"]
    assert shown == paper | {"kind_label": "财政批文", "name": "会议纪要.pdf"}
    assert downloads(cast.xujing, treasurer.paper, added).status_code == 200
    for other, of in ((wei, added), (cast.xujing, lin.adds_a_budget()), (cast.xujing, None)):
        with refused(404, "not_found"):
            downloads(other, treasurer.paper, of)
    foreign, awaited = wei.attaches(), lin.declares()["upload"]
    with refused(400, "invalid_fields") as wrong:
        lin.adds_a_budget(attachments=[{"kind": "other", "upload": upload} for upload in (foreign, awaited, awaited)])
    assert wrong.fields == {"attachments[0].upload": "attachment_unknown", "attachments[1].upload": "attachment_not_checked",
                            "attachments[2].upload": "invalid_value"}


@pytest.mark.feature("2.4", "2.6")
def test_the_same_act_again_happens_once(lin, treasurer, tables):
    added = lin.has_a_budget()
    cancelled, edited, made, gone = (new_key() for _ in range(4))
    other = lin.has_a_budget()
    adjusted = treasurer.adjusts(other, key=made)
    body = budget(line("5")) | {"version": 3}
    acts = [lambda: treasurer.cancels(added, key=cancelled),
            lambda: lin.writes("PUT", f"/api/budgets/{added['id']}", body, edited),
            lambda: treasurer.adjusts(other, key=made), lambda: treasurer.deletes(adjusted, key=gone)]
    for act in acts:
        first = act()
        with tables.unchanged(*(f"BUDGET#{each['id']}" for each in (added, other, adjusted))):
            assert act() == first
    with refused(409, "idempotency_key_reused"):
        treasurer.adjusts(other, take("1"), key=made)
