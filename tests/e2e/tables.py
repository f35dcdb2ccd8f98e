"""What is stored, read past the API as the account's root: only to see that something did or did not change."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import TypeSerializer

from tests.e2e.door import wait_for


def partition_of(subject: dict) -> str:
    """Where a subject lies: as it says itself, or by its kind and id; what says no kind is a plan."""
    return subject.get("partition") or f"{subject.get('kind', 'plan').upper()}#{subject['id']}"


class Tables:
    """The tables of a stack."""

    def __init__(self, stack):
        self._stack = stack

    def table(self, name: str):
        """By its name in the template, e.g. `RecordsTable`; found anew, since a restart makes new clients needful."""
        return self._stack.session.resource("dynamodb").Table(self._stack.resource(name))

    def of(self, subject: str) -> list[dict]:
        """Records and events of a subject, e.g. `PLAN#…`."""
        found = []
        for name in ("RecordsTable", "EventsTable"):
            found += self.table(name).query(KeyConditionExpression=Key("pk").eq(subject), ConsistentRead=True)["Items"]
        return found

    def of_plan(self, plan: dict) -> dict[str, list[dict]]:
        """All that is stored of a plan, or of another subject, by kind of record."""
        kinds: dict[str, list[dict]] = {}
        for item in self.of(partition_of(plan)):
            kinds.setdefault(item["entity"], []).append(item)
        return kinds

    def acts_on(self, plan: dict) -> list[str]:
        """Names of what was done, in order."""
        return [event["act"] for event in self.of_plan(plan)["event"]]

    def everything(self, name: str, entity: str | None = None) -> list[dict]:
        """All items of a table."""
        table, found, more = self.table(name), [], {}
        wanted = {"FilterExpression": Attr("entity").eq(entity)} if entity else {}
        while True:
            page = table.scan(ConsistentRead=True, **wanted, **more)
            found += page["Items"]
            if "LastEvaluatedKey" not in page:
                return found
            more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def dump(self, path: Path, *names: str) -> Path:
        """Tables as an export holds them: one item in DynamoDB's JSON a line."""
        serializer = TypeSerializer()
        with path.open("w", encoding="utf-8") as file:
            for name in names:
                for item in self.everything(name):
                    file.write(json.dumps({"Item": {key: serializer.serialize(value) for key, value in item.items()}}) + "\n")
        return path

    @contextmanager
    def unchanged(self, *subjects: str) -> Iterator[None]:
        """Nothing of these subjects is written by what happens inside."""
        before = [self.of(subject) for subject in subjects]
        yield
        assert [self.of(subject) for subject in subjects] == before

    @contextmanager
    def plan_unchanged(self, plan: dict, *budgets: dict) -> Iterator[None]:
        """Neither the plan, once at rest, nor these budgets are written by what happens inside."""
        wait_for(f"{plan['id']} to come to rest", lambda: self.of_plan(plan)["subject"][0]["course"].get("transit") is None)
        with self.unchanged(partition_of(plan), *(f"BUDGET#{budget['id']}" for budget in budgets)):
            yield
