"""What no step takes: bodies that are too long, no JSON, of the wrong type or with unknown fields; each with its own code."""

import json

import pytest

from infra.local.paths import ROOT
from tests.e2e.door import new_key, refused

pytestmark = pytest.mark.feature("3.1", "4.1")

PATHS = json.loads((ROOT / "infra" / "openapi.json").read_text(encoding="utf-8"))["paths"]
WITH_BODY = sorted((method.upper(), path) for path, operations in PATHS.items()
                   for method, operation in operations.items() if "requestBody" in operation and path != "/api/session")


def filled(path: str) -> str:
    """A path with ids of nothing."""
    return path.replace("{task}", f"plan.{'0' * 32}.1.1").replace("{plan}", "0" * 32).replace("{subject}", f"plan.{'0' * 32}").replace("{warning}", "0" * 32).replace("{question}", "0" * 32).replace("{budget}", "0" * 32).replace("{upload}", "0" * 32)


@pytest.fixture
def sender(cast):
    """Someone who may call the step."""

    def of(path: str):
        if path.startswith("/api/questions") and not path.endswith("/answer"):
            return cast.panlei
        return cast.wangjianguo if path.endswith("/budget-review") else cast.linxiao

    return of


@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_every_step_refuses_what_it_cannot_read(sender, method, path):
    person, place = sender(path), filled(path)

    def sends(data: bytes, kind="application/json"):
        person.asks(method, place, key=new_key(), data=data, headers={"Content-Type": kind}).good()

    with refused(413, "body_too_large"):
        sends(json.dumps({"name": "x" * 300_000}).encode())
    with refused(415, "unsupported_media_type"):
        sends(b"{}", "text/plain")
    for nonsense in (b"", b"{", b"\xff\xfe", b"[1] 2"):
        with refused(400, "invalid_body"):
            sends(nonsense)
    with refused(400, "invalid_body") as unknown:
        sends(json.dumps({"no_such_field": 1}).encode())
    assert unknown.fields == {"no_such_field": "unknown_field"}
    with refused(400, "invalid_body") as wrong:
        sends(b"5")
    assert wrong.fields == {"": "wrong_type"}


def test_what_the_door_itself_cannot_take_is_refused_there(lin):
    assert lin.asks("POST", "/api/plans", key=new_key(), data=b"x" * (10 * 1024 * 1024 + 1)).status == 413
    assert lin.asks("GET", "/api/plans", headers={"X-Long": "x" * 10_300}).status == 431
    assert lin.asks("GET", "/api/no-such-step").status == 404


def test_an_opinion_has_a_limit_and_says_so(university, huang, liu):
    plan = university.has_a_plan_at("DemandLead")
    body = {"to": "ProcurementHandler", "person": liu.id, "opinion": "字" * 501}
    with refused(400, "invalid_body") as long:
        huang.decides(huang.receives(plan), "approval", body)
    [error] = long.problem["errors"]
    assert (error["field"], error["message"]) == ("opinion", "最多500个字，现在有501个字")


def test_a_cursor_of_another_list_is_no_cursor(lin, chen):
    for _ in range(21):
        lin.begins_a_plan()
    cursor = lin.reads("/api/plans")["next"]
    assert cursor and lin.reads("/api/plans", cursor=cursor)["items"]
    for wrong in (cursor[:-2], cursor + "xx", "null", "e30="):
        with refused(400, "bad_cursor"):
            lin.reads("/api/plans", cursor=wrong)
    for who, path in ((chen, "/api/plans"), (lin, "/api/tasks/done"), (lin, "/api/tasks/todo"), (lin, "/api/budgets")):
        with refused(400, "bad_cursor"):
            who.reads(path, cursor=cursor)
