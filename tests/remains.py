"""What the stacks of a run leave behind, kept until `tests/aftermath` has looked at all of it."""

import json
import os
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from boto3.dynamodb.types import TypeDeserializer

from infra.local import grants
from infra.local.paths import LOCAL
from tests.e2e.door import wait_for
from tests.e2e.tables import Tables

PLACE = LOCAL / "remains"
AREAS = ("identity", "budgets", "plans", "questions", "tasks", "api")


def forget() -> None:
    """Those of the run before."""
    shutil.rmtree(PLACE, ignore_errors=True)


def keep(stack, name: str, cast=None) -> None:
    """Of a stack that is about to end: what was used of the grants, and, where `cast` is given, tables, logs and secrets."""
    folder = PLACE / f"{name}-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "used.json").write_text(json.dumps(sorted(grants.used(stack))), encoding="utf-8")
    if cast:
        _comes_to_rest(stack)
        Tables(stack).dump(folder / "tables.jsonl", "RecordsTable", "EventsTable")
        (folder / "logs.txt").write_text("\n".join(line for area in AREAS for line in stack.logs(area)), encoding="utf-8")
        (folder / "secrets.json").write_text(json.dumps(sorted(cast.secrets.all)), encoding="utf-8")


def _comes_to_rest(stack) -> None:
    """What the last test set going arrives; what never does is there to be found."""
    tables = Tables(stack)
    try:
        wait_for("every plan to come to rest", lambda: not any(plan["course"].get("transit") for plan in tables.everything("RecordsTable", "subject")))
    except AssertionError as late:
        print(late)


@dataclass(frozen=True)
class Remains:
    """Of one stack."""

    folder: Path

    @property
    def tables(self) -> Path:
        """As an export of the tables holds them."""
        return self.folder / "tables.jsonl"

    @cached_property
    def items(self) -> list[dict]:
        read = TypeDeserializer().deserialize
        with self.tables.open(encoding="utf-8") as lines:
            return [{key: read(value) for key, value in json.loads(line)["Item"].items()} for line in lines]

    def of(self, entity: str) -> list[dict]:
        """All records of a kind."""
        return [item for item in self.items if item["entity"] == entity]

    @property
    def logs(self) -> str:
        return (self.folder / "logs.txt").read_text(encoding="utf-8")

    @property
    def secrets(self) -> set[str]:
        return set(json.loads((self.folder / "secrets.json").read_text(encoding="utf-8")))

    @property
    def used(self) -> set[tuple[str, str, str]]:
        return {tuple(each) for each in json.loads((self.folder / "used.json").read_text(encoding="utf-8"))}


def everything() -> list[Remains]:
    """Of all stacks of the last run."""
    return [Remains(folder) for folder in sorted(PLACE.iterdir())] if PLACE.is_dir() else []


def whole() -> list[Remains]:
    """Of those whose tables were kept."""
    return [each for each in everything() if each.tables.is_file()]
