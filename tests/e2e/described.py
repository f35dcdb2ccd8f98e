"""The API's description against what is answered: any refusal that a test meets has a status and a code of its operation."""

import json
import re

from infra.local.paths import ROOT


def _described() -> list[tuple[str, re.Pattern, dict]]:
    """Method, form of the path, what is said of the operation; a path without parameters before those that it would fit."""
    paths = json.loads((ROOT / "infra" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    return [(method.upper(), re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), operation)
            for path in sorted(paths, key=lambda path: "{" in path) for method, operation in paths[path].items()]


DESCRIBED = _described()


def undescribed(method: str, path: str, status: int, body: object) -> str | None:
    """What the description does not say of an answer; `None` where all is as described, or the route is the gateway's."""
    path = path.split("?", 1)[0]
    operation = next((said for known, form, said in DESCRIBED if known == method and form.fullmatch(path)), None)
    code = body.get("code") if isinstance(body, dict) and status >= 400 else None
    if operation is None or (status >= 400 and code is None):
        return None
    if status < 400 and str(status) not in operation["responses"]:
        return f"{operation['operationId']} answered {status}, which is not described"
    if code and code not in operation["x-problem-codes"]:
        return f"{operation['operationId']} answered {status} {code}, which is not described"
    return None
