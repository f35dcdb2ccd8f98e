"""Where things lie, and the names that everything here shares."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
PACKAGE = LOCAL / "package"
BUILT = ROOT / "target" / "release"
STATE = LOCAL / "state"
TEMPLATE = ROOT / "infra" / "template.yaml"
DEMO = ROOT / "demo"
PAGES = ROOT / "web" / "dist"
PYTHON = LOCAL / "stack" / "bin" / "python"
SAM = LOCAL / "sam" / "bin" / "sam"

STACK = "procurement"
REGION = "us-east-1"
ACCOUNT = "000000000000"


def function_id(bin_name: str) -> str:
    """`add-budget` -> `AddBudgetFunction`: one word finds everything."""
    return "".join(word.capitalize() for word in bin_name.split("-")) + "Function"


def bins() -> list[str]:
    """Every bin of the template, in its order, by the `CodeUri` of its functions."""
    return re.findall(r"CodeUri: \.\./\.local/package/([a-z0-9-]+)\.zip", TEMPLATE.read_text(encoding="utf-8"))


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
