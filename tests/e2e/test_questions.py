"""Supplier questions (raise-question, save-question, submit-question, discard-question, get-question, list-questions,
save-answer, list-organisations): 3.13."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.clock import today
from tests.e2e.door import at_once, done, refusals, refused, wait_for
from tests.e2e.people import imports
from tests.e2e.plan_acts import PDF
from tests.e2e.question_acts import ITEM, MATTER, comes_due, events_of, letter, overdue

pytestmark = pytest.mark.feature("3.13")


@pytest.fixture(scope="module")
def pan(cast):
    return cast.panlei


@pytest.fixture(scope="module")
def he(cast):
    return cast.heyun


@pytest.fixture
def plan(university, guo):
    filed = university.has_a_plan_at("FinanceOffice")
    return filed | {"number": guo.files(filed)["filing_number"]}


@pytest.fixture
def question(pan, plan):
    return pan.asks_about(plan["number"])


def test_a_supplier_asks_and_the_purchaser_answers(pan, lin, huang, plan):
    draft = pan.raises_a_question(plan["number"])
    assert (draft["name"], draft["status"], draft["discardable"]) == (plan["name"], "draft", True)
    lacks = pan.writes_letter(draft, letter(matters=[]))["missing"]
    assert [fault["field"] for fault in lacks] == ["matters", "attachments"]
    assert pan.writes_letter(draft, letter(pan.attaches(name="质疑函.pdf")))["missing"] == []
    sent = pan.sends_letter(draft)
    assert sent["next"]["label"] == "采购人答复质疑"
    task = lin.gets_question(draft)
    seen = lin.sees_question(draft)
    assert (seen["plan"], seen["supplier_name"], seen["agency_name"], seen["writes"]) == (plan["id"], "福州闽江信息技术有限公司", None, "answer")
    assert seen["letter"]["matters"] == [MATTER] and seen["late"] is True, "what was known in March is questioned late"
    assert lin.downloads_from(draft, seen["attachments"][0]["id"]).content == PDF
    assert huang.sees_question(draft)["writes"] is None
    moves = {move["label"]: move["disabled"] for move in lin.opens(task)["moves"]}
    assert moves == {"答复供应商": "请先逐项填写答复", "转代理机构答复": None, "退回供应商补正": None}
    with refused(422, "move_disabled"):
        lin.decides(task, "approval", {"kind": "finish"})
    assert [fault["field"] for fault in lin.writes_answer(draft, task, ITEM | {"basis": None})["missing"]] == ["items[0].basis"]
    assert lin.writes_answer(draft, task, ITEM)["missing"] == []
    assert pan.sees_question(draft)["answer"] is None, "an answer is nobody's before it was sent"
    assert lin.decides(task, "approval", {"kind": "finish"})["ended"]
    answer = pan.sees_question(draft)["answer"]
    assert (answer["answer"]["items"], answer["by"]) == ([ITEM], "福建省示范理工大学")
    assert "15个工作日" in answer["right_to_complain"] and "福建省本级财政部门" in answer["right_to_complain"]
    assert [one["kind"] for one in huang.reads(f"/api/subjects/plan.{plan['id']}/about")["items"]] == ["question"]


def test_it_is_forwarded_to_an_agency_whose_people_answer_within_the_same_seven_days(pan, lin, he, cast, question, tables):
    task = lin.gets_question(question)
    due = comes_due(tables, question, 1, days=2)
    names = [one["name"] for one in lin.reads(f"/api/tasks/{task}/organisations", kind="send", to="AgencyAnswer")["items"]]
    assert {"福建示范招标代理有限公司", "福建省公共资源交易中心"} <= set(names) and "福州闽江信息技术有限公司" not in names
    found = lin.reads(f"/api/tasks/{task}/organisations", kind="send", to="AgencyAnswer", q="示范招标")["items"]
    with refused(404, "not_found"):
        he.sees_question(question)
    lin.decides(task, "approval", {"to": "AgencyAnswer", "organisation": found[0]["id"]})
    theirs = he.gets_question(question, list="pool")
    assert he.opens(theirs)["todo"]["due"] == due, "forwarding gives no new days"
    assert he.who_am_i()["pool"] == "待领取任务" and he.reads("/api/tasks/todo")["counts"]["pool"] >= 1
    he.claims(theirs)
    with refused(409, "claimed_by_other"):
        cast.tianye.writes_answer(question, theirs, ITEM, version=0)
    he.writes_answer(question, theirs, ITEM | {"upheld": True}, impact="amend_document")
    with refused(404, "not_found"):
        cast.shenyi.sees_question(question)
    assert cast.tianye.sees_question(question)["answer"] is None, "it is written by the one who has taken it"
    assert he.decides(theirs, "approval", {"kind": "finish"})["ended"]
    assert pan.sees_question(question)["answer"]["by"] == "福建示范招标代理有限公司"
    assert [notice["label"] for notice in pan.reads("/api/notices")["items"] if notice["subject"] == f"question.{question['id']}"] == ["供应商质疑"]
    assert pan.sees_question(question)["plan"] is None and lin.sees_question(question)["agency_name"] == "福建示范招标代理有限公司"


def test_what_is_beyond_the_agency_comes_back_to_whoever_forwarded_it(lin, he, pan, cast, question, tables):
    task = lin.gets_question(question)
    due = comes_due(tables, question, 1, days=2)
    own = ITEM | {"answer": "先写一半", "basis": None}
    lin.writes_answer(question, task, own)
    lin.decides(task, "approval", {"to": "AgencyAnswer", "organisation": "fjsfzb"})
    theirs = he.gets_question(question, list="pool")
    assert he.sees_question(question)["answer"]["answer"]["items"] == [], "what was begun within is not the agency's"
    assert {todo["sent_by"] for todo in he.reads("/api/tasks/todo", list="pool")["items"]} == {None}
    he.writes_answer(question, theirs, ITEM)
    with refused(400, "invalid_fields"):
        he.decides(theirs, "return", {"to": "Raise", "straight": False, "opinion": he.opinion("超出授权范围")})
    words = he.opinion("采购需求不在代理权限内")
    he.decides(theirs, "return", {"to": "Receive", "straight": False, "opinion": words})
    back = lin.gets_question(question, step="Receive")
    assert back != task and lin.opens(back)["todo"]["due"] == due
    seen = lin.sees_question(question)["answer"]
    assert (seen["answer"]["items"], seen["settled"]) == ([own], False), "what was begun is there, and the agency's is its own"
    with refused(422, "move_disabled"):
        lin.decides(back, "approval", {"kind": "finish"})
    told = [step["opinion"] for step in lin.reads(f"/api/subjects/question.{question['id']}/flow")["steps"]]
    assert words in told
    assert words not in str(pan.reads(f"/api/subjects/question.{question['id']}/flow")), "what is said within is not the supplier's"
    lin.writes_answer(question, back, ITEM)
    for outsider in (he, cast.tianye):
        with refused(404, "not_found"):
            outsider.sees_question(question)
    # Another agency begins anew, and reads nothing of the one before.
    lin.decides(back, "approval", {"to": "AgencyAnswer", "organisation": "fjggzy"})
    second = cast.shenyi.gets_question(question, list="pool")
    assert cast.shenyi.sees_question(question)["answer"]["answer"] == {"items": [], "impact": None}
    flow = str(cast.shenyi.reads(f"/api/subjects/question.{question['id']}/flow"))
    assert words not in flow and "何芸" not in flow
    with refused(404, "not_found"):
        cast.shenyi.opens(theirs)
    with refused(422, "move_disabled"):
        cast.shenyi.decides(second, "approval", {"kind": "finish"})
    cast.shenyi.writes_answer(question, second, ITEM, version=cast.shenyi.sees_question(question)["answer"]["version"])
    assert cast.shenyi.decides(second, "approval", {"kind": "finish"})["ended"]
    done = next(one for one in he.lists_done(title=question["name"]) if one["subject"] == f"question.{question['id']}")
    assert done["holder"] is None


def test_a_forwarded_question_is_taken_back_and_the_agency_sees_it_no_more(lin, he, question, tables):
    task = lin.gets_question(question)
    due = comes_due(tables, question, 1, days=2)
    lin.writes_answer(question, task, ITEM)
    lin.decides(task, "approval", {"to": "AgencyAnswer", "organisation": "fjsfzb"})
    theirs = he.gets_question(question, list="pool")
    # An agency that has begun, and does not go on, keeps nothing from whoever answers for it.
    he.claims(theirs)
    he.writes_answer(question, theirs, ITEM)
    lin.withdraws(task)
    again = lin.gets_question(question, step="Receive")
    assert lin.opens(again)["todo"]["due"] == due
    assert lin.sees_question(question)["answer"]["settled"] is True, "what was complete before is again"
    lin.gets_question(question, step="Receive")
    assert lin.sees_question(question)["agency_name"] is None
    with refused(404, "not_found"):
        he.sees_question(question)


def test_a_letter_comes_back_to_be_supplemented_by_anyone_of_the_supplier_and_the_days_begin_anew(lin, pan, cast, question, tables):
    luo = cast.luojun
    task = lin.gets_question(question)
    lin.writes_answer(question, task, ITEM)
    words = lin.opinion("请补充法律依据")
    lin.decides(task, "return", {"to": "Raise", "straight": False, "opinion": words})
    theirs = luo.gets_question(question, list="pool")
    assert luo.sees_question(question)["writes"] == "letter"
    assert [move["label"] for move in luo.opens(theirs)["moves"]] == ["提交质疑", "撤销质疑"]
    flow = luo.reads(f"/api/subjects/question.{question['id']}/flow")
    assert [step["opinion"] for step in flow["steps"]][-2:] == [words, None], "what was said to them they read"
    typed = letter(luo.attaches(), matters=[MATTER, MATTER | {"basis": None}])
    lacks = luo.writes_letter(question, typed, task=theirs)["missing"]
    assert [fault["field"] for fault in lacks] == ["matters[1].basis"]
    assert len(lin.sees_question(question)["letter"]["matters"]) == 1, "what was sent stays as it was until more is sent"
    with refused(400, "invalid_fields") as unfinished:
        luo.decides(theirs, "approval", {"kind": "send"})
    assert set(unfinished.fields) == {"matters[1].basis"}
    luo.writes_letter(question, typed | {"matters": [MATTER, MATTER]}, task=theirs)
    luo.decides(theirs, "approval", {"kind": "send"})
    again = lin.gets_question(question, step="Receive")
    seen = lin.sees_question(question)
    assert len(seen["letter"]["matters"]) == 2 and seen["answer"]["settled"] is False
    assert seen["answer"]["answer"]["items"][0] == ITEM and len(seen["answer"]["missing"]) == 3, "what was said to a point stays with it"
    with refused(422, "move_disabled"):
        lin.decides(again, "approval", {"kind": "finish"})
    letters = [event["payload"]["letter"]["matters"] for event in events_of(tables, question) if "letter" in event["payload"]]
    assert [len(matters) for matters in letters] == [1, 2], "each letter is kept as it was sent"


def test_a_returned_letter_may_be_given_up(lin, pan, question):
    task = lin.gets_question(question)
    lin.decides(task, "return", {"to": "Raise", "straight": False, "opinion": lin.opinion("请补正")})
    theirs = pan.gets_question(question, list="pool")
    pan.writes_letter(question, letter(), task=theirs)
    assert pan.decides(theirs, "approval", {"kind": "finish", "opinion": "不再质疑"})["ended"]
    assert lin.sees_question(question)["attachments"] != [], "the letter stands as it was sent"
    assert pan.sees_question(question)["status_label"] == "已放弃"


def test_a_letter_is_withdrawn_while_nobody_has_begun_to_answer(lin, pan, plan):
    first, second = pan.asks_about(plan["number"]), pan.asks_about(plan["number"])
    lin.gets_question(first)
    pan.withdraws(f"question.{first['id']}.1.0")
    draft = wait_for("it to be a draft again", lambda: pan.sees_question(first)["submission"] and pan.sees_question(first))
    assert draft["status"] == "draft"
    with refused(404, "not_found"):
        lin.sees_question(first)
    assert pan.discards_question(first)["status"] == "discarded"
    lin.writes_answer(second, lin.gets_question(second), ITEM)
    with refused(409, "already_decided"):
        pan.withdraws(f"question.{second['id']}.1.0")


def test_whoever_raised_the_plan_has_left_and_their_department_has_the_question(stack, unit, guo, pan):
    plan = unit.office(guo).has_a_plan_at("FinanceOffice")
    number = guo.files(plan)["filing_number"]
    moved = {"id": unit.raiser.id, "name": unit.raiser.name, "unit": unit.id, "department": unit.department("other"),
             "user_name": unit.raiser.user_name, "roles": "demand_handler"}
    imports(stack, moved)
    question = pan.asks_about(number)
    task = unit.colleague.gets_question(question, list="pool")
    assert unit.colleague.who_am_i()["pool"] is None, "it is no everyday work of a department"
    unit.colleague.writes_answer(question, task, ITEM)
    for stranger in (unit.other_handler, unit.raiser):
        with refused(404, "not_found"):
            stranger.opens(task)
    assert unit.colleague.decides(task, "approval", {"kind": "finish"})["ended"]


def test_an_agency_that_lets_its_claim_lapse_holds_nothing_up(lin, he, cast, question, stack, tables, a_working_day):
    task = lin.gets_question(question)
    lin.decides(task, "approval", {"to": "AgencyAnswer", "organisation": "fjsfzb"})
    theirs = he.gets_question(question, list="pool")
    he.claims(theirs)
    overdue(tables, question, theirs)
    assert stack.invoke("remind-due", {})["failed"] == 0
    assert he.gets_question(question, list="pool") == theirs, "the pool has it again"
    told = {who.id: [one["reason_label"] for one in who.reads("/api/notices")["items"] if one["task"] == theirs] for who in (he, cast.tianye, lin)}
    assert told == {"heyun": ["领取到期，已放回"], "tianye": ["超期提醒"], "linxiao": ["送出的事项超期"]}


def test_a_letter_that_was_in_time_stays_in_time_when_it_is_supplemented(lin, question, tables):
    now = datetime.now(UTC)
    lin.gets_question(question)

    def sent(first: timedelta, last: timedelta) -> None:
        tables.table("RecordsTable").update_item(
            Key={"pk": f"QUESTION#{question['id']}", "sk": "BODY"}, UpdateExpression="SET first_sent_at = :first, sent_at = :last, letter.known_on = :known",
            ExpressionAttributeValues={":first": (now - first).isoformat(), ":last": (now - last).isoformat(), ":known": str(today() - timedelta(40))})

    sent(first=timedelta(38), last=timedelta(1))
    assert lin.sees_question(question)["late"] is False
    sent(first=timedelta(5), last=timedelta(1))
    assert lin.sees_question(question)["late"] is True


def test_a_supplier_whose_person_left_keeps_its_questions_and_the_person_loses_them(stack, lin, pan, cast, plan):
    seller = cast.newcomer(stack, unit="mjxx", department="scb", roles="supplier", called="前员工")
    question = seller.asks_about(plan["number"])
    lin.gets_question(question)
    imports(stack, {"id": "rival", "kind": "unit", "name": "竞争公司", "region": "350001", "organisation": "supplier"},
            {"id": "rival-sales", "kind": "department", "name": "销售部", "unit": "rival"})
    imports(stack, {"id": seller.id, "name": seller.name, "unit": "rival", "department": "rival-sales", "user_name": seller.user_name, "roles": "supplier"})
    with refused(404, "not_found"):
        seller.sees_question(question)
    assert question["id"] in [one["id"] for one in pan.lists_questions(name=question["name"])]


@pytest.mark.parametrize("number", ["[3500]2026-99999", "没有", "计划", "1" * 60])
def test_what_no_plan_is_filed_under_is_told_at_its_field(pan, number):
    with refused(400, "invalid_fields") as unknown:
        pan.raises_a_question(number)
    assert unknown.fields == {"number": "number_unknown"}


def test_the_letter_and_the_answer_say_what_is_wrong_and_keep_what_they_had(pan, lin, cast, plan, tables):
    draft = pan.raises_a_question(plan["number"])
    late = (today() + timedelta(days=2)).isoformat()
    lacks = pan.writes_letter(draft, letter(known_on=late, postcode="12", phone="无"))["missing"]
    assert {fault["field"] for fault in lacks} == {"known_on", "postcode", "phone", "attachments"}
    kept = pan.sees_question(draft)["letter"]
    foreign = lin.attaches()
    for typed, field in [(letter(foreign), "attachments[0]"), (letter(matters=[{}] * 21), "matters")]:
        with refused(400, "invalid_fields") as wrong:
            pan.writes_letter(draft, typed)
        assert set(wrong.fields) == {field}
    pan.writes_letter(draft, letter(known_on="9999-12-31"))
    assert pan.sees_question(draft)["late"] is False, "a day beyond all calendars stops nobody from reading it"
    pan.writes_letter(draft, kept)
    for typed in (letter(matters=[{"matter": "字" * 501}]), letter(questioned="weather"), letter(known_on="昨天"), letter(more=1)):
        with refused(400, "invalid_body"):
            pan.writes_letter(draft, typed)
    with refused(400, "invalid_fields"):
        pan.sends_letter(draft)
    assert pan.sees_question(draft)["letter"] == kept
    stale = pan.sees_question(draft)["version"]
    pan.writes_letter(draft, letter(pan.attaches()))
    with refused(409, "stale_version"):
        pan.writes_letter(draft, letter(contact="别人"), version=stale)
    pan.sends_letter(draft, person=lin.id, organisation="fjsfzb")
    task = lin.gets_question(draft)
    for body, code in [({"to": "AgencyAnswer"}, "organisation_missing"), ({"to": "AgencyAnswer", "organisation": "mjxx"}, "organisation_not_eligible"),
                       ({"to": "AgencyAnswer", "organisation": "nobody"}, "organisation_not_eligible")]:
        with refused(400, "invalid_fields") as wrong:
            lin.decides(task, "approval", body)
        assert wrong.fields == {"organisation": code}
    with refused(400, "invalid_fields") as many:
        lin.writes_answer(draft, task, ITEM, ITEM)
    assert many.fields == {"items": "too_many"}
    with refused(409, "stale_version"):
        lin.writes_answer(draft, task, ITEM, version=7)
    with refused(404, "not_found"):
        pan.writes_letter(draft, letter(), task=task)
    with refused(403, "not_allowed"):
        lin.writes_letter(draft, letter(), task=task)


def test_an_agency_that_has_nobody_is_not_chosen(stack, lin, question):
    imports(stack, {"id": "empty-agency", "kind": "unit", "name": "空壳代理有限公司", "region": "350001", "organisation": "agency"})
    task = lin.gets_question(question)
    with refused(400, "invalid_fields") as nobody:
        lin.decides(task, "approval", {"to": "AgencyAnswer", "organisation": "empty-agency"})
    assert nobody.fields == {"organisation": "organisation_not_eligible"}


def test_two_who_answer_at_once_make_one_answer(lin, he, cast, question, tables):
    task = lin.gets_question(question)
    lin.decides(task, "approval", {"to": "AgencyAnswer", "organisation": "fjsfzb"})
    theirs = he.gets_question(question, list="pool")
    he.writes_answer(question, theirs, ITEM)
    outcomes = at_once(*(lambda who=who: who.decides(theirs, "approval", {"kind": "finish"}) for who in (he, cast.tianye)))
    assert len(done(outcomes)) == 1 and [refusal.problem["code"] for refusal in refusals(outcomes)] == ["already_decided"]
    assert len([event for event in events_of(tables, question) if "answer_sent" in event["payload"]]) == 1


def test_questions_are_listed_for_those_whose_they_are(pan, lin, huang, cast, question):
    lin.gets_question(question)
    mine = pan.lists_questions(name=question["name"])
    assert [one["id"] for one in mine] == [question["id"]] and mine[0]["place"]["holder"] is None
    assert [one["id"] for one in huang.lists_questions(name=question["name"])] == [question["id"]]
    assert cast.weizihan.lists_questions(name=question["name"]) == []
    assert huang.lists_questions(name=question["name"], status="finished") == []
