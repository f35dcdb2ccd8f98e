"""The import command of an administrator: rows of a CSV file to the importing functions, piece by piece.

`make import KIND=organisation FILE=people.csv` talks to the stack that `make run` keeps up; with `TARGET=aws` to the one
deployed in the account and region of the environment. A piece is taken whole or not at all; what is wrong is told by row.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from infra.local.paths import DEMO, STACK, STATE, function_id
from infra.local.say import Trouble, fail, say, step

# Most rows of one piece. A catalogue and a calendar are whole or nothing: they replace an edition.
ROWS = {"organisation": 200, "catalogue": 100_000, "calendar": 100_000, "budgets": 2_000}
MOST_SHOWN = 20


def pieces(text: str, most: int) -> Iterator[tuple[int, str]]:
    """Pieces of at most about `most` rows, each under the heading row, and how many rows stood before.

    Rows that begin with the same first field stay together: the lines of one budget are one matter.
    """
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    heading, rows = rows[0] if rows else [], rows[1:]
    begin = 0
    while begin < len(rows):
        end = min(begin + most, len(rows))
        while end < len(rows) and rows[end][:1] == rows[end - 1][:1]:
            end += 1
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([heading, *rows[begin:end]])
        yield begin, out.getvalue()
        begin = end


def load(invoke, kind: str, text: str, more: dict[str, str]) -> int:
    """Import a text of rows; how many. `invoke(bin, payload)` calls a function."""
    if kind not in ROWS:
        raise Trouble(f"KIND is one of {', '.join(ROWS)}, not {kind!r}")
    done = 0
    for before, piece in pieces(text, ROWS[kind]):
        answer = invoke(f"import-{kind}", {"csv": piece} | more)
        faults = answer.get("faults") or []
        if faults:
            lines = [f"  row {fault['row'] + before}: {fault['field']}: {fault['message']}" for fault in faults[:MOST_SHOWN]]
            more_faults = f"\n  … and {len(faults) - MOST_SHOWN} more" if len(faults) > MOST_SHOWN else ""
            raise Trouble(f"nothing was imported from row {before + 2} on:\n" + "\n".join(lines) + more_faults)
        done += answer["imported"]
    return done


def demo(stack) -> None:
    """The demo data, by the same functions and from files of the same form."""
    for kind in ROWS:
        file = DEMO / f"{kind}.csv"
        if file.is_file():
            with step(f"import {kind}"):
                load(stack.invoke, kind, file.read_text(encoding="utf-8"), {})


def _invoke_of(target: str):
    import boto3
    from botocore.config import Config

    settings = {"config": Config(read_timeout=310, retries={"max_attempts": 1})}
    if target == "local":
        running = STATE / "running.json"
        if not running.is_file():
            raise Trouble("no local stack is up: start one with `make run`, or say TARGET=aws")
        settings["endpoint_url"] = json.loads(running.read_text())["endpoint"]
        settings |= {"region_name": "us-east-1", "aws_access_key_id": "test", "aws_secret_access_key": "test"}
    cloud, functions = boto3.client("cloudformation", **settings), boto3.client("lambda", **settings)

    def invoke(bin_name: str, payload: dict):
        name = cloud.describe_stack_resource(StackName=STACK, LogicalResourceId=function_id(bin_name))
        answer = functions.invoke(FunctionName=name["StackResourceDetail"]["PhysicalResourceId"],
                                  Payload=json.dumps(payload).encode())
        body = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            raise Trouble(f"{bin_name} failed: {body.get('errorMessage', body)}")
        return body

    return invoke


def main() -> int:
    """The command; 1 with the reason when something was refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind")
    parser.add_argument("file")
    parser.add_argument("--target", choices=["local", "aws"], default="local")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="more of what the import takes")
    asked = parser.parse_args()
    try:
        if not asked.kind or not asked.file:
            raise Trouble("say what and from where, e.g. `make import KIND=organisation FILE=people.csv`.")
        try:
            text = Path(asked.file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Trouble(f"{asked.file} cannot be read as UTF-8 text: {error}") from error
        more = dict(pair.split("=", 1) for pair in asked.set)
        say(f"{load(_invoke_of(asked.target), asked.kind, text, more)} rows imported")
    except Trouble as trouble:
        return fail(trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main())
