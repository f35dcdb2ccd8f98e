"""Moves who people are to the table that the identity functions alone can write (decision 0043).

Called by `make deploy` after the stack was changed, with the credentials and region of the environment. Until it has run, sessions
read a person from the directory in the records table. It may be repeated: whoever is there already is left as they are, and once
all were moved it looks no more.
"""

import tomllib
from pathlib import Path

import boto3
from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError

ROOT = Path(__file__).resolve().parents[1]
DONE = {"pk": "MOVED", "sk": "HEAD"}


def main() -> None:
    settings = tomllib.loads((ROOT / "infra" / "samconfig.toml").read_text(encoding="utf-8"))
    name = settings["default"]["deploy"]["parameters"]["stack_name"]
    found = boto3.client("cloudformation").describe_stack_resources(StackName=name)["StackResources"]
    physical = {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in found}
    database = boto3.resource("dynamodb")
    moved = move(database.Table(physical["RecordsTable"]), database.Table(physical["PeopleTable"]))
    print(f"{moved} people were moved to a table of their own")


def move(records, people) -> int:
    """How many were moved now."""
    if "Item" in people.get_item(Key=DONE, ConsistentRead=True):
        return 0
    moved = sum(_put(people, person) for person in _directory(records))
    people.put_item(Item=DONE | {"entity": "moved"})
    return moved


def _directory(records):
    more: dict = {}
    while True:
        page = records.scan(ConsistentRead=True, FilterExpression=Attr("entity").eq("person"), **more)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def _put(people, person: dict) -> bool:
    """Whoever an import or a change of the password has written meanwhile is newer than the directory."""
    try:
        people.put_item(Item=person, ConditionExpression=Attr("pk").not_exists())
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            return False
        raise
    return True


if __name__ == "__main__":
    main()
