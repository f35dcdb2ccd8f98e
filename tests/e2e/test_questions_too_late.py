"""Whoever of an agency comes after their part in a question has ended: told so, and told no name from within."""

import pytest

from tests.e2e.door import refused
from tests.e2e.question_acts import ITEM

pytestmark = pytest.mark.feature("3.13")


@pytest.fixture
def given_back(university, lin, guo, cast):
    """A question that 何芸 of the agency gave back, while her colleague 田野 had its to-do before him; that to-do."""
    plan = university.has_a_plan_at("FinanceOffice")
    question = cast.panlei.asks_about(guo.files(plan)["filing_number"])
    lin.decides(lin.gets_question(question), "approval", {"to": "AgencyAnswer", "organisation": "fjsfzb"})
    task = cast.tianye.gets_question(question, list="pool")
    cast.heyun.writes_answer(question, task, ITEM)
    cast.heyun.decides(task, "return", {"to": "Receive", "straight": False, "opinion": cast.heyun.opinion("超出授权范围")})
    return task


def test_a_colleague_who_comes_later_is_told_who_gave_the_question_back(given_back, cast):
    with refused(409, "already_decided") as late:
        cast.tianye.decides(given_back, "approval", {"kind": "finish"})
    assert late.problem["current"]["by"]["name"] == cast.heyun.name
    seen = cast.tianye.opens(given_back)
    assert (seen["moves"], seen["ended"]["by"]["name"], seen["ended"]["person"]) == ([], cast.heyun.name, None)


def test_whoever_gave_it_back_and_clicks_again_is_told_that_it_is_decided(given_back, cast):
    with refused(409, "already_decided"):
        cast.heyun.decides(given_back, "return", {"to": "Receive", "straight": False, "opinion": cast.heyun.opinion("超出授权范围")})


def test_an_agency_from_which_it_was_called_back_is_told_that_and_no_name_from_within(university, lin, guo, cast):
    question = cast.panlei.asks_about(guo.files(university.has_a_plan_at("FinanceOffice"))["filing_number"])
    sent = lin.gets_question(question)
    lin.decides(sent, "approval", {"to": "AgencyAnswer", "organisation": "fjsfzb"})
    task = cast.tianye.gets_question(question, list="pool")
    lin.withdraws(sent)
    with refused(409, "already_decided") as late:
        cast.tianye.decides(task, "approval", {"kind": "finish"})
    assert "current" not in late.problem and lin.name not in str(late.problem)


def test_an_agency_is_told_no_name_from_within_when_it_gives_back(university, lin, guo, cast):
    question = cast.panlei.asks_about(guo.files(university.has_a_plan_at("FinanceOffice"))["filing_number"])
    lin.decides(lin.gets_question(question), "approval", {"to": "AgencyAnswer", "organisation": "fjsfzb"})
    task = cast.heyun.gets_question(question, list="pool")
    seen = cast.heyun.opens(task)
    [back] = [move for move in seen["moves"] if move["kind"] == "return"]
    assert [target["person"]["name"] for target in back["targets"]] == ["福建省示范理工大学"]
    told = cast.heyun.decides(task, "return", {"to": "Receive", "straight": False, "opinion": cast.heyun.opinion("超出授权范围")})
    done = next(one for one in cast.heyun.lists_done() if one["id"] == task)
    assert lin.name not in str((seen, told, done))
