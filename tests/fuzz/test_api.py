"""The API against its own description, by schemathesis: whatever is sent, no step fails inside, no status is answered that
is not described, and no body that is not as described. As several roles, and as nobody; the seed is told."""

import json
import os
import random
import subprocess

import pytest

from infra.local.paths import LOCAL, ROOT
from tests.e2e.door import COOKIE

SEED = int(os.environ.get("FUZZ_SEED") or random.randrange(1_000_000))
CONFIG = ROOT / "tests" / "fuzz" / "schemathesis.toml"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# Every boundary of every field as the one who may write most, and as all others what chance brings.
RUNS = [("linxiao", "coverage,fuzzing", 6), ("huangzhiyuan", "fuzzing", 5), ("liuyang", "fuzzing", 5), ("guohaiyan", "fuzzing", 5),
        ("panlei", "fuzzing", 2), ("nobody", "fuzzing", 2)]
LONG = [pytest.param(who, "coverage,fuzzing", 200, marks=pytest.mark.soak) for who, _, _ in RUNS]


def config(ids: dict[str, str], place) -> str:
    """The committed settings, and the ids that this one is given."""
    lines = ["", "[parameters]", *(f"{name} = {json.dumps(value)}" for name, value in ids.items())]
    place.write_text(CONFIG.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")
    return str(place)


@pytest.mark.parametrize(("who", "phases", "most"), [*RUNS, *LONG])
def test_the_api_answers_as_it_is_described(stack, cast, things, tmp_path, who, phases, most):
    command = [str(LOCAL / "fuzz" / "bin" / "schemathesis"), "--config-file", config(things[who], tmp_path / "fuzz.toml"),
               "run", str(ROOT / "infra" / "openapi.json"), "--url", stack.url, "--phases", phases, "--max-examples", str(most),
               "--seed", str(SEED), "--checks", CHECKS, "--continue-on-failure", "--no-color", "--no-shrink", "--workers", "2",
               # Its own session must last.
               "--exclude-operation-id", "sign-out"]
    if who != "nobody":
        person = getattr(cast, who)
        person.signs_in()
        command += ["--header", f"Cookie: {COOKIE}={person.cookie}"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert found.returncode == 0, f"FUZZ_SEED={SEED}\n{found.stdout[-8000:]}\n{found.stderr[-2000:]}"
