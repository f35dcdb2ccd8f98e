"""Fields that the server owns, sent on every write: each is refused by its name, and nothing is stored of it."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.local.paths import ROOT
from tests.attack.ground import OPERATIONS, is_closed
from tests.e2e.budget_acts import budget
from tests.e2e.door import new_key
from tests.e2e.plan_acts import draws_on, named

OWN = {"pk": "PLAN#x", "sk": "HEAD", "entity": "subject", "schema": 9, "ttl": 1, "gsi1pk": "TODO#x", "gsi4sk": "x", "principal": {},
       "roles": ["platform_admin"], "actor": {"id": "guohaiyan", "name": "郭海燕"}, "by": {"id": "guohaiyan", "name": "郭海燕"},
       "now": "2020-01-01T00:00:00Z", "token": "x", "__proto__": {}, "constructor": {}, "operation": "claim_task"}
# What no request may ever name, whatever the description says.
NEVER = set(OWN) | {"id", "unit", "unit_name", "department", "department_name", "raiser", "status", "amount", "content_version", "course",
                    "filing_number", "history", "created_at", "updated_at", "holder", "claim", "ended", "due", "owner", "balance",
                    "reservations", "password_hash", "ends_at", "hash", "previous", "payload", "follow"}
DESCRIPTION = json.loads((ROOT / "infra" / "openapi.json").read_text(encoding="utf-8"))
SCHEMAS = DESCRIPTION["components"]["schemas"]


def resolved(schema: dict) -> dict:
    return SCHEMAS[schema["$ref"].split("/")[-1]] if "$ref" in schema else schema


def bodies() -> dict[str, dict]:
    """What each write takes as JSON, as it is described: its fields with their schemas."""
    said = {operation["operationId"]: operation for path in DESCRIPTION["paths"].values() for operation in path.values()}
    json_ = {name: operation.get("requestBody", {}).get("content", {}).get("application/json") for name, operation in said.items()}
    return {name: resolved(content["schema"])["properties"] for name, content in json_.items() if content}


BODIES = bodies()


def parts(operation: str) -> list[tuple[str, bool, set[str]]]:
    """The fields of a write that are objects, or lists of some, with what these take."""
    found = []
    for field, schema in BODIES[operation].items():
        is_list, inner = "items" in schema, resolved(schema.get("items", schema))
        if "properties" in inner:
            found.append((field, is_list, set(inner["properties"])))
    return found


@pytest.fixture(scope="module")
def writes(ground):
    """Each write with a body that would be good, or that lacks what is not known here: who, operation, path, body."""
    cast, draft, lead, finance = ground.cast, ground.things[0], ground.things[1], ground.things[2]
    plain = named(draws_on(ground.budget))
    upload = {"name": "批复.pdf", "size": 100, "sha256": "0" * 64}
    good = [
        (cast.linxiao, "add-budget", "/api/budgets", budget()),
        (cast.linxiao, "create-plan", "/api/plans", plain),
        (cast.linxiao, "presign-upload", "/api/uploads", upload),
        *[(cast.linxiao, operation, draft.path(OPERATIONS[operation][1]), draft.body[operation])
          for operation in ("save-plan", "submit-plan")],
        (cast.linxiao, "edit-plan", lead.path(OPERATIONS["edit-plan"][1]), lead.body["edit-plan"]),
        *[(cast.huangzhiyuan, operation, lead.path(OPERATIONS[operation][1]), lead.body[operation])
          for operation in ("approve-task", "consult-task", "return-task")],
        (cast.guohaiyan, "approve-task", finance.path(OPERATIONS["approve-task"][1]), {"name": "refuse", "opinion": "请补充材料"}),
        (cast.linxiao, "sign-in", "/api/session", {"user_name": "linxiao", "password": cast.linxiao.password}),
    ]
    return good + [one(ground, operation) for operation in BODIES if operation not in {each[1] for each in good}]


def one(ground, operation: str) -> tuple:
    """Somebody who may, and something that the operation could be about."""
    _, path = OPERATIONS[operation]
    who = next(who for who in ground.everybody if not is_closed(who, operation))
    thing = next(thing for thing in ground.things if set(re.findall(r"{(\w+)}", path)) <= set(thing.ids))
    return who, operation, thing.path(path), thing.body.get(operation, {})


@pytest.fixture(scope="module")
def owned(tables):
    """Every attribute that is stored of anything, with a value it has somewhere, and some that others would try."""
    values = dict(OWN)
    for table in ("RecordsTable", "EventsTable", "SessionsTable", "PeopleTable", "CredentialsTable"):
        for item in tables.everything(table):
            values.update({name: _plain(value) for name, value in item.items() if name not in values})
    return values


def _plain(value):
    """As JSON has it."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value if isinstance(value, (str, bool, type(None))) else int(value)


def test_every_write_refuses_every_field_that_is_not_its_own(writes, owned, ground, tables):
    subjects = [f"PLAN#{thing.ids['plan']}" for thing in ground.things[:4]] + [f"BUDGET#{ground.budget['id']}"]
    tries = []
    for who, operation, path, body in writes:
        own = set(BODIES[operation])
        assert not own & NEVER, operation
        tries += [(who, operation, path, body | {name: value}, name) for name, value in owned.items() if name not in own]
        for field, is_list, taken in parts(operation):
            for name, value in owned.items():
                if name not in taken:
                    changed = body | {field: [{name: value}] if is_list else {name: value}}
                    tries.append((who, operation, path, changed, f"{field}[0].{name}" if is_list else f"{field}.{name}"))

    def tried(each):
        who, operation, path, body, name = each
        answer = who.asks(OPERATIONS[operation][0], path, body, key=new_key())
        told = [(error["field"], error["code"]) for error in answer.body.get("errors", [])]
        return operation, name, answer.status, told

    budgets, plans = (len(tables.everything("RecordsTable", entity)) for entity in ("budget", "subject"))
    with tables.unchanged(*subjects), ThreadPoolExecutor(8) as threads:
        found = list(threads.map(tried, tries))
    assert len(found) > 600
    assert [each for each in found if each[2] != 400 or each[3] != [(each[1], "unknown_field")]] == []
    assert (len(tables.everything("RecordsTable", "budget")), len(tables.everything("RecordsTable", "subject"))) == (budgets, plans)
