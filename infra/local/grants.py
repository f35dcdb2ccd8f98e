"""What the template grants and what was used of it, to keep each policy as narrow as the work of its function.

    after the stories:  assert unused(stack) == …       # a grant that no test ever needs is one too many, or lacks a test
"""

import re

from samtranslator.yaml_helper import yaml_parse

from infra.local.paths import TEMPLATE

# Done by AWS on the function's behalf; locally nobody asks for permission.
BY_THE_SERVICE = {
    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams", "sqs:SendMessage",
}
_THINGS = re.compile(r"(\w+Table|PlanApproval|UploadsBucket|-uploads-)")


def granted() -> set[tuple[str, str, str]]:
    """Function, action, thing: every action that the template allows a function, on a table, bucket or chain, or `*`."""
    found = set()
    for name, resource in yaml_parse(TEMPLATE.read_text(encoding="utf-8"))["Resources"].items():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        for policy in resource["Properties"]["Policies"]:
            for statement in policy["Statement"]:
                things = {_thing(part) for part in _THINGS.findall(str(statement["Resource"]))} or {"*"}
                found |= {(name, action, thing) for action in statement["Action"] for thing in things}
    return found


def _thing(part: str) -> str:
    return "UploadsBucket" if part == "-uploads-" else part


def used(stack) -> set[tuple[str, str, str]]:
    """The same of what functions did on this stack."""
    things = {stack.resource(name): name for name in
              ("RecordsTable", "EventsTable", "CredentialsTable", "SessionsTable", "UploadsBucket")}
    things["plan-approval"] = "PlanApproval"
    found = set()
    for function, action, resource in stack.used_permissions():
        thing = next((name for part, name in things.items() if part in resource), "*")
        found.add((function, action, "*" if action.startswith("states:SendTask") else thing))
    return found


def unused(stack) -> set[tuple[str, str, str]]:
    """Granted and never used on this stack."""
    return {grant for grant in granted() - used(stack) if grant[1] not in BY_THE_SERVICE}
