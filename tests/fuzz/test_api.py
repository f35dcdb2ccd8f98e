"""The API against its own description, by schemathesis: whatever is sent, no step fails inside, no status is answered that
is not described, no code that the operation does not name, and no body that is not as described. As each role and as nobody;
in the short form as one of those roles that may use the same operations."""

import json
import os
import subprocess

import pytest

from infra.local.paths import LOCAL, ROOT
from tests.chance import SEED
from tests.e2e.door import COOKIE
from tests.e2e.test_access import COLUMNS, GRID

CONFIG = ROOT / "tests" / "fuzz" / "schemathesis.toml"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,problem_code_conformance"
HOOKS = {"SCHEMATHESIS_HOOKS": str(ROOT / "tests" / "fuzz" / "hooks.py")}


def of_each_kind() -> list[str]:
    """The first role of those that the committed grid keeps alike."""
    first: dict[tuple, str] = {}
    for place, role in enumerate(COLUMNS):
        first.setdefault(tuple(row[place] for row in GRID.values()), role)
    return list(first.values())


# Every boundary of every field as the one who may write most, and as all others what chance brings.
SHORT = [(role, "coverage,fuzzing" if role == "demand_handler" else "fuzzing", 4) for role in of_each_kind()]
LONG = [pytest.param(role, "coverage,fuzzing", 100, marks=pytest.mark.soak) for role in COLUMNS]


def config(ids: dict[str, str], place) -> str:
    """The committed settings, and the ids that this one is given."""
    lines = ["", "[parameters]", *(f"{name} = {json.dumps(value)}" for name, value in ids.items())]
    place.write_text(CONFIG.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")
    return str(place)


@pytest.mark.parametrize(("role", "phases", "most"), [*SHORT, *LONG])
def test_the_api_answers_as_it_is_described(stack, cast, things, tmp_path, role, phases, most):
    ids = things.get(role, things["demand_lead"])
    command = [str(LOCAL / "fuzz" / "bin" / "schemathesis"), "--config-file", config(ids, tmp_path / "fuzz.toml"),
               "run", str(ROOT / "infra" / "openapi.json"), "--url", stack.url, "--phases", phases, "--max-examples", str(most),
               "--seed", str(SEED), "--checks", CHECKS, "--continue-on-failure", "--no-color", "--no-shrink", "--workers", "1", "--request-timeout", "60",
               # One thread, since Python's parser counts its depth for all threads together and fails where two meet in it
               # (python/cpython issue 106905); and its own session must last.
               "--exclude-operation-id", "sign-out"]
    if role != "nobody":
        person = cast.with_role(role)[0]
        person.signs_in()
        command += ["--header", f"Cookie: {COOKIE}={person.cookie}"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=900, env=os.environ | HOOKS)
    assert found.returncode == 0, f"{found.stdout[-8000:]}\n{found.stderr[-2000:]}"
