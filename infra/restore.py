"""Fill a table from another one, or from an export of one: `python -m infra.restore [--replace] FROM… TO`.

FROM is the name of a table (one that point-in-time recovery has made), or files as DynamoDB's export to S3 writes them:
an item in DynamoDB's JSON a line, under `Item`, gzipped or not. Account and region are those of the environment.
`docs/operations.md` tells when and in which order.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from boto3.dynamodb.types import TypeDeserializer

from infra.local.say import Trouble, fail, say


def stored(table) -> Iterator[dict]:
    """Every item of a table."""
    more: dict = {}
    while True:
        page = table.scan(ConsistentRead=True, **more)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        more = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def exported(path: Path) -> Iterator[dict]:
    """Every item of a file of an export."""
    read = TypeDeserializer().deserialize
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield {name: read(value) for name, value in json.loads(line)["Item"].items()}


def fill(table, items: Iterable[dict], replace=False) -> int:
    """Put all items into an empty table, or in the place of all that another one holds; how many."""
    there = {_key(item) for item in stored(table)} if replace else set()
    if not replace and table.scan(Limit=1, ConsistentRead=True)["Items"]:
        raise Trouble(f"{table.name} is not empty: what came after the restored moment would stay in it")
    count = 0
    with table.batch_writer() as batch:
        for count, item in enumerate(items, 1):
            batch.put_item(Item=item)
            there.discard(_key(item))
        for pk, sk in there:
            batch.delete_item(Key={"pk": pk, "sk": sk})
    return count


def _key(item: dict) -> tuple[str, str]:
    return item["pk"], item["sk"]


def main() -> int:
    """The command; 1 with the reason when it cannot be done."""
    import boto3

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replace", action="store_true", help="remove what TO holds besides")
    parser.add_argument("source", nargs="+", metavar="FROM", help="a table, or files of an export")
    parser.add_argument("target", metavar="TO", help="the table to fill, empty without --replace")
    asked, database = parser.parse_args(), boto3.resource("dynamodb")
    files = [Path(source) for source in asked.source]
    try:
        if all(path.is_file() for path in files):
            items = (item for path in files for item in exported(path))
        elif len(files) == 1:
            items = stored(database.Table(asked.source[0]))
        else:
            raise Trouble(f"{next(path for path in files if not path.is_file())} is no file")
        say(f"{fill(database.Table(asked.target), items, asked.replace)} items")
    except Trouble as trouble:
        return fail(trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main())
