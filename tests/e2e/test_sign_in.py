"""Sign in and out, who am I (sign-in, sign-out, who-am-i), and every session that is none."""

import json

import pytest

from infra.local import FunctionFailed
from tests.e2e.door import COOKIE, at_once, new_key, refused
from tests.e2e.people import imports

pytestmark = pytest.mark.feature("1.1")


@pytest.fixture
def newcomer(cast, stack):
    return cast.newcomer(stack)


def test_one_signs_in_and_is_told_who_one_is_and_what_one_may_do(lin):
    who = lin.signs_in()
    assert who == lin.who_am_i()
    assert (who["person"], who["name"], who["unit_name"], who["department_name"], who["region"]) == (
        "linxiao", "林晓", "福建省示范理工大学", "教务处", "350001")
    assert who["roles"] == [{"code": "demand_handler", "label": "需求处室经办"}]
    assert "submit_plan" in who["operations"] and "review_budgets" not in who["operations"]


def test_the_cookie_is_for_this_host_alone_and_for_no_script(lin):
    cookie = lin.tries_to_sign_in().headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=linxiao.")
    assert {part.strip() for part in cookie.split(";")[1:]} == {
        "Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=36000"}


def test_one_may_say_the_region_and_a_wrong_one_is_refused(lin):
    assert lin.signs_in(region="350001")["person"] == "linxiao"
    with refused(401, "wrong_credentials"):
        lin.signs_in(region="350100")


def test_a_wrong_password_and_an_unknown_user_are_answered_in_the_same_words(newcomer):
    wrong = newcomer.tries_to_sign_in("not-the-password")
    unknown = newcomer.tries_to_sign_in(user_name="nobody.at.all")
    assert wrong.status == unknown.status == 401
    assert wrong.body == unknown.body and wrong.body["code"] == "wrong_credentials"
    assert "Set-Cookie" not in wrong.headers


def test_five_wrong_passwords_lock_the_account_also_for_the_right_one(newcomer):
    for _ in range(5):
        with refused(401, "wrong_credentials"):
            newcomer.signs_in("not-the-password")
    with refused(422, "locked") as locked:
        newcomer.signs_in()
    assert "15" in locked.problem["title"] or "锁定" in locked.problem["title"]
    assert locked.problem["until"].endswith("Z")


def test_many_wrong_passwords_at_once_guess_no_more_than_five_times(newcomer):
    tries = at_once(*[lambda: newcomer.tries_to_sign_in("not-the-password")] * 12)
    codes = [answer.body["code"] for answer in tries]
    assert codes.count("wrong_credentials") <= 5 and set(codes) <= {"wrong_credentials", "locked", "unavailable"}
    with refused(422, "locked"):
        newcomer.signs_in()


def test_a_right_password_forgives_the_wrong_ones_before(newcomer):
    for _ in range(2):
        for _ in range(4):
            newcomer.tries_to_sign_in("not-the-password")
        newcomer.signs_in()


def test_after_signing_out_the_cookie_is_worth_nothing(newcomer):
    newcomer.signs_in()
    left = newcomer.signs_out()
    assert left.status == 204 and f"{COOKIE}=;" in left.headers["Set-Cookie"] and "Max-Age=0" in left.headers["Set-Cookie"]
    with refused(401, "session_ended"):
        newcomer.who_am_i()
    assert newcomer.signs_out().status == 204


def test_signing_out_here_leaves_the_session_there(newcomer):
    newcomer.signs_in()
    there = newcomer.cookie
    newcomer.signs_in()
    newcomer.signs_out()
    newcomer.cookie = there
    assert newcomer.who_am_i()["person"] == newcomer.id


def test_without_a_session_nothing_but_the_door_answers(door):
    for method, path in [("GET", "/api/session"), ("GET", "/api/budgets"), ("GET", "/api/tasks/todo"), ("POST", "/api/plans")]:
        with refused(401, "not_signed_in"):
            door.call(method, path).good()


def test_a_forged_an_altered_and_a_borrowed_cookie_are_refused(newcomer, chen):
    newcomer.signs_in()
    chen.who_am_i()
    person, secret = newcomer.cookie.split(".", 1)
    altered = secret[:-1] + ("0" if secret[-1] != "0" else "1")
    for cookie in [f"{person}.{'ab' * 32}", f"{person}.{altered}", f"{chen.id}.{secret}"]:
        with refused(401, "session_ended"):
            newcomer.door.call("GET", "/api/session", cookie=cookie).good()
    for cookie in ["", "x", person, secret, f"{person}.", f"{person}.{secret.upper()}", f"{person}.{secret}00"]:
        with refused(401, "not_signed_in"):
            newcomer.door.call("GET", "/api/session", cookie=cookie).good()
    assert newcomer.who_am_i()["person"] == newcomer.id


def test_a_session_ends_by_itself(newcomer, stack):
    newcomer.signs_in()
    table = stack.session.resource("dynamodb").Table(stack.resource("SessionsTable"))
    [session] = [item for item in table.scan(ConsistentRead=True)["Items"] if item["person"] == newcomer.id]
    table.update_item(Key={"pk": session["pk"], "sk": session["sk"]}, UpdateExpression="SET ends_at = :past",
                      ExpressionAttributeValues={":past": "2026-01-01T00:00:00Z"})
    with refused(401, "session_ended"):
        newcomer.who_am_i()


def test_neither_cookie_nor_password_is_stored_as_it_is(newcomer, stack):
    newcomer.signs_in()
    secret = newcomer.cookie.split(".", 1)[1]
    for name in ("SessionsTable", "PeopleTable", "CredentialsTable", "RecordsTable"):
        stored = json.dumps(stack.session.resource("dynamodb").Table(stack.resource(name)).scan()["Items"], default=str)
        assert secret not in stored and newcomer.password not in stored


def row_of(person, **changed) -> dict:
    """A person as the import has them, with their password kept."""
    return {"id": person.id, "name": person.name, "unit": person.unit, "department": person.department,
            "user_name": person.user_name, "roles": ";".join(person.roles), "password": ""} | changed


def test_a_role_that_is_taken_away_is_gone_at_once(newcomer, stack):
    newcomer.signs_in()
    assert newcomer.lists_budgets()["items"] is not None
    imports(stack, row_of(newcomer, roles="unit_admin"))
    with refused(403, "not_allowed"):
        newcomer.lists_budgets()
    imports(stack, row_of(newcomer, roles=""))
    for path in ("/api/plans", "/api/tasks/todo", "/api/notices", f"/api/plans/{'0' * 32}"):
        with refused(403, "not_allowed"):
            newcomer.reads(path)
    assert newcomer.who_am_i()["roles"] == []


def reset(person, password: str | None = None) -> dict:
    return row_of(person, password=person.secrets.keep(password or f"test-only-{new_key()}"), reset_password="yes")


def test_a_new_password_ends_every_session_begun_with_the_old_one(newcomer, stack):
    sessions = []
    for _ in range(2):
        newcomer.signs_in()
        sessions.append(newcomer.cookie)
    imports(stack, row_of(newcomer, roles="unit_admin"))
    assert newcomer.who_am_i()["person"] == newcomer.id
    row = reset(newcomer)
    imports(stack, row)
    for newcomer.cookie in sessions:
        with refused(401, "session_ended"):
            newcomer.who_am_i()
    with refused(401, "wrong_credentials"):
        newcomer.signs_in()
    newcomer.signs_in(row["password"])
    assert newcomer.who_am_i()["person"] == newcomer.id


def test_sign_ins_and_imports_at_the_time_of_a_reset_leave_no_session_of_the_old_password(newcomer, stack):
    def tries(act):
        try:
            return act()
        except FunctionFailed:
            return None

    newcomer.signs_in()
    before, row = newcomer.cookie, reset(newcomer)
    plain = [lambda: tries(lambda: imports(stack, row_of(newcomer)))] * 3
    enters = [newcomer.tries_to_sign_in] * 3
    results = at_once(*plain, *enters, lambda: imports(stack, row) or "reset")
    assert results[-1] == "reset"
    cookies = [answer.headers["Set-Cookie"].split(";", 1)[0].removeprefix(f"{COOKIE}=") for answer in results[3:6] if answer.status == 200]
    for newcomer.cookie in [before, *cookies]:
        newcomer.secrets.keep(newcomer.cookie.split(".", 1)[1])
        with refused(401, "session_ended"):
            newcomer.who_am_i()


@pytest.mark.parametrize(("body", "field", "code"), [
    ({"user_name": "linxiao"}, "password", "missing_field"),
    ({"user_name": "林晓", "password": "x" * 12}, "user_name", "invalid_value"),
    ({"user_name": 5, "password": "x" * 12}, "user_name", "wrong_type"),
    ({"user_name": "linxiao", "password": "x" * 12, "region": "福建"}, "region", "invalid_value"),
    ({"user_name": "linxiao", "password": "x" * 12, "remember": True}, "remember", "unknown_field"),
])
def test_what_is_wrong_with_a_sign_in_is_told_by_field(door, body, field, code):
    with refused(400, "invalid_body") as wrong:
        door.call("POST", "/api/session", body).good()
    assert wrong.fields == {field: code}
