"""Forged, altered, borrowed and doubled session cookies: none is accepted, on a read or on a write."""

import os
import random
import string
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from tests.chance import SEED
from tests.e2e.door import COOKIE, new_key
from tests.e2e.plan_acts import named

HEX = "0123456789abcdef"


def altered(cookie: str, others: list[str], stored: list[str], chances: random.Random) -> str:
    """A session cookie as somebody without it may come to one like it; never the cookie itself."""
    person, secret = cookie.split(".", 1)
    place = chances.randrange(64)
    made = chances.choice([
        lambda: f"{person}.{secret[:place]}{chances.choice(HEX.replace(secret[place], ''))}{secret[place + 1:]}",
        lambda: f"{person}.{''.join(chances.choices(HEX, k=64))}",
        lambda: f"{chances.choice(others)}.{secret}",
        lambda: f"{person}.{secret[:place]}",
        lambda: f"{person}.{secret}{chances.choice(HEX)}",
        lambda: f"{person}.{secret.upper()}" if secret.upper() != secret else f"{person}.",
        lambda: f"{person}.{''.join(reversed(secret))}",
        lambda: f"{person}.{chances.choice(stored)}",
        lambda: f"{person.upper()}.{secret}",
        lambda: f"PERSON#{person}.{secret}",
        lambda: f"{person}%2e{secret}",
        lambda: f'"{person}.{secret}"',
        lambda: f"{person}.{secret}.{secret}",
        lambda: f" {person} . {secret} ",
        lambda: quote(f"{person}.{secret}", safe="").replace(".", "%2E"),
        lambda: f"{person}.' OR '1'='1",
        lambda: "".join(chances.choices(string.printable.strip().replace(";", "").replace(",", ""), k=chances.randrange(200))),
        lambda: f"{person}.{secret[32:]}{secret[:32]}",
    ])()
    return "" if made == cookie else made


@pytest.fixture(scope="module")
def forged(ground, tables):
    """Any number of them, from real sessions and what is stored of sessions."""
    sessions = [who.cookie for who in ground.everybody if who.cookie]
    people = [who.id for who in ground.everybody]
    stored = [session["pk"].removeprefix("SESSION#") for session in tables.everything("SessionsTable")]
    assert all(len(hash_) == 64 for hash_ in stored)

    def some(count: int) -> list[str]:
        chances = random.Random(SEED)
        made = []
        for _ in range(count):
            cookie = chances.choice(sessions)
            others = [person for person in people if person != cookie.split(".", 1)[0]]
            made.append(altered(cookie, others, stored, chances))
        return made

    return some


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.soak)])
def test_no_forged_session_is_accepted(forged, door, tables, count):
    plans = len(tables.everything("RecordsTable", "subject"))

    def tried(numbered: tuple[int, str]) -> tuple[str, int, str]:
        number, cookie = numbered
        # Every tenth tries to write.
        if number % 10 == 0:
            answer = door.call("POST", "/api/plans", named(), cookie=cookie, key=new_key())
        else:
            answer = door.call("GET", "/api/session", cookie=cookie)
        return cookie, answer.status, answer.body["code"] if isinstance(answer.body, dict) else str(answer.body)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(tried, enumerate(forged(count))))
    accepted = [each for each in found if each[1] != 401 or each[2] not in ("not_signed_in", "session_ended")]
    assert accepted == []
    assert len(tables.everything("RecordsTable", "subject")) == plans


def test_who_one_is_comes_from_the_session_alone(ground, door):
    """Headers that gateways and other systems use for it change nothing, with a session and without one."""
    claims = {"X-User": "linxiao", "X-Forwarded-User": "linxiao", "Authorization": "Bearer linxiao", "X-Amzn-Principal": "linxiao",
              "X-Amz-Security-Token": "x", "principal": '{"person":"linxiao"}', "X-Original-URL": "/api/plans",
              "X-HTTP-Method-Override": "DELETE", "Forwarded": "for=127.0.0.1"}
    wei = ground.cast.weizihan
    for name, value in claims.items():
        assert door.call("GET", "/api/session", headers={name: value}).status == 401, name
        assert wei.asks("GET", "/api/session", headers={name: value}).body["person"] == "weizihan", name


def test_a_page_that_was_opened_for_somebody_else_does_nothing(ground, door, tables):
    lin, wei = ground.cast.linxiao, ground.cast.weizihan

    def plans() -> int:
        return len(tables.everything("RecordsTable", "subject"))

    before = plans()
    for method, path in (("GET", "/api/session"), ("GET", "/api/plans"), ("POST", "/api/plans"), ("DELETE", "/api/session")):
        body, key = (named(), new_key()) if method == "POST" else (None, None)
        for other in ("weizihan", "nobody", "", "LINXIAO"):
            answer = door.call(method, path, body, cookie=lin.cookie, key=key, headers={"Acting-As": other})
            assert (answer.status, answer.body["code"]) == (409, "another_person"), (method, path, other)
    assert plans() == before
    for who in (lin, wei):
        assert door.call("GET", "/api/session", cookie=who.cookie, headers={"Acting-As": who.id}).body["person"] == who.id
    # Who is nobody is asked to sign in, whatever the page says.
    assert door.call("GET", "/api/plans", headers={"Acting-As": "linxiao"}).status == 401


def test_of_two_cookies_the_first_counts_and_a_name_is_taken_whole(ground, door):
    lin, wei = ground.cast.linxiao.cookie, ground.cast.weizihan.cookie

    def says(line: str):
        answer = door.call("GET", "/api/session", headers={"Cookie": line})
        return answer.body.get("person", answer.status)

    assert says(f"{COOKIE}={wei}; {COOKIE}={lin}") == "weizihan"
    for other in (f"session={lin}", f"{COOKIE}2={lin}", f"X{COOKIE}={lin}", f"__host-session={lin}", f"{COOKIE}[]={lin}"):
        assert says(other) == 401, other


def test_a_session_that_was_left_stays_left(ground, cast, stack):
    newcomer = cast.newcomer(stack)
    newcomer.signs_in()
    newcomer.signs_out()
    for method, path in (("GET", "/api/session"), ("GET", "/api/plans"), ("POST", "/api/plans")):
        answer = newcomer.asks(method, path, named() if method == "POST" else None, key=new_key())
        assert (answer.status, answer.body["code"]) == (401, "session_ended")
