"""Where things lie, and the names that everything here shares."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
PACKAGE = LOCAL / "package"
BUILT = ROOT / "target" / "release"
STATE = Path(os.environ.get("LOCAL_STATE") or LOCAL / "state")  # of `make run`; a bench has one of its own
TEMPLATE = ROOT / "infra" / "template.yaml"
DEMO = ROOT / "demo"
PAGES = ROOT / "web" / "dist"
PYTHON = LOCAL / "stack" / "bin" / "python"
SAM = LOCAL / "sam" / "bin" / "sam"

STACK = "procurement"
REGION = "us-east-1"
ACCOUNT = "000000000000"


def function_id(name: str) -> str:
    """`add-budget` -> `AddBudgetFunction`: one word finds everything."""
    return "".join(word.capitalize() for word in name.split("-")) + "Function"


def functions() -> dict[str, str]:
    """Every function of the template with its area, in its order: `{"add-budget": "budgets"}`."""
    text = TEMPLATE.read_text(encoding="utf-8")
    found = re.findall(r"CodeUri: \.\./\.local/package/([a-z-]+)\.zip\n +Handler: ([a-z-]+)\n", text)
    return {name: area for area, name in found}


def areas() -> list[str]:
    """Every area, which has one binary and one package for all its functions."""
    return sorted(set(functions().values()))


def client_environment(endpoint: str) -> dict[str, str]:
    """What the AWS clients started from here need; nothing of the caller's own account reaches them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
    }
