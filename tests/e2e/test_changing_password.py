"""Changing one's own password (change-password): with the one in force, and at the end of every other session."""

import pytest

from tests.e2e.door import at_once, done, refusals, refused

pytestmark = pytest.mark.feature("1.1")

NEW = "修改后的密码-2026"


@pytest.fixture
def newcomer(cast, stack):
    return cast.newcomer(stack)


def test_who_changes_their_password_goes_on_and_every_other_session_ends(newcomer):
    newcomer.signs_in()
    elsewhere = newcomer.cookie
    newcomer.signs_in()
    before, old = newcomer.cookie, newcomer.password
    who = newcomer.changes_password(NEW)
    assert who == newcomer.who_am_i() and newcomer.cookie not in (before, elsewhere)
    for ended in (before, elsewhere):
        with refused(401, "session_ended"):
            newcomer.door.call("GET", "/api/session", cookie=ended).good()
    with refused(401, "wrong_credentials"):
        newcomer.signs_in(old)
    assert newcomer.signs_in(NEW)["person"] == newcomer.id


def test_a_wrong_one_changes_nothing_and_counts_as_a_wrong_try(newcomer):
    newcomer.signs_in()
    session = newcomer.cookie
    for _ in range(5):
        with refused(400, "invalid_fields") as wrong:
            newcomer.changes_password(NEW, current="not-the-password")
        assert wrong.fields == {"current": "wrong_password"}
    with refused(422, "locked"):
        newcomer.changes_password(NEW)
    assert newcomer.door.call("GET", "/api/session", cookie=session).good()["person"] == newcomer.id
    with refused(422, "locked"):
        newcomer.signs_in()


@pytest.mark.parametrize(("new", "code"), [("123456789", "invalid_value"), ("", "invalid_value"), ("字" * 129, "invalid_value"),
                                           (None, "wrong_type"), (1234567890, "wrong_type")])
def test_a_new_one_that_is_too_short_or_too_long_is_told_at_its_field(newcomer, new, code):
    with refused(400, "invalid_body") as wrong:
        newcomer.changes_password(new)
    assert wrong.fields == {"new": code}
    assert newcomer.signs_in()["person"] == newcomer.id


def test_the_same_one_is_no_new_one(newcomer):
    with refused(400, "invalid_fields") as wrong:
        newcomer.changes_password(newcomer.password)
    assert wrong.fields == {"new": "same_password"}


def test_eight_changes_at_once_are_one(newcomer):
    newcomer.signs_in()
    session, passwords = newcomer.cookie, [f"at-once-password-{number}" for number in range(8)]
    results = at_once(*[lambda new=new: newcomer.tries_to_change_password(new, cookie=session).good() for new in passwords])
    assert len(done(results)) == 1 and {refusal.code for refusal in refusals(results)} == {"session_ended"}
    # Tried one after the other, five wrong ones would lock the account before the right one came.
    [changed] = [new for new, result in zip(passwords, results) if result in done(results)]
    assert newcomer.signs_in(changed)["person"] == newcomer.id
    with refused(401, "wrong_credentials"):
        newcomer.signs_in(next(new for new in passwords if new != changed))


def test_nobody_changes_one_without_a_session(newcomer, door):
    with refused(401, "not_signed_in"):
        door.call("PUT", "/api/session/password", {"current": newcomer.password, "new": NEW}).good()


def test_it_can_be_changed_by_someone_from_before_passwords_were_numbered(newcomer, tables):
    person = {"pk": f"PERSON#{newcomer.id}", "sk": "HEAD"}
    tables.table("PeopleTable").update_item(Key=person, UpdateExpression="REMOVE credential")
    newcomer.signs_in()
    elsewhere = newcomer.cookie
    newcomer.cookie = None
    newcomer.changes_password(NEW)
    with refused(401, "session_ended"):
        newcomer.door.call("GET", "/api/session", cookie=elsewhere).good()
    assert newcomer.who_am_i()["person"] == newcomer.id
