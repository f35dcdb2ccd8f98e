"""What the template grants and what was used of it, to keep each policy as narrow as the work of its function.

    after all tests:  assert granted() - used(stack) == …       # a grant that no test ever needs is one too many, or lacks a test
"""

import re

from samtranslator.yaml_helper import yaml_parse

from infra.local.paths import TEMPLATE

# Done by AWS on the function's behalf; locally nobody asks for permission.
BY_THE_SERVICE = {
    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams", "sqs:SendMessage",
}
# One piece of code serves the machines of all chains: they count as one thing.
_CHAINS = {"PlanApproval": "plan-approval", "EarlyWarning": "early-warning", "SupplierQuestion": "supplier-question"}
_THINGS = re.compile(rf"(\w+Table|{'|'.join(_CHAINS)}|UploadsBucket|-uploads-)")


def granted() -> set[tuple[str, str, str]]:
    """Function, action, thing: every action that the template allows a function, on a table, bucket or chain, or `*`."""
    found = set()
    resources = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))["Resources"]
    for name, resource in resources.items():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        for statement in _statements(resource["Properties"], resources):
            things = {_thing(part) for part in _THINGS.findall(str(statement["Resource"]))} or {"*"}
            found |= {(name, action, thing) for action in statement["Action"] for thing in things}
    return found


def _statements(function: dict, resources: dict) -> list[dict]:
    """Of its own policy, or of the role that it shares."""
    if "Role" not in function:
        return [statement for policy in function["Policies"] for statement in policy["Statement"]]
    role = resources[function["Role"]["Fn::GetAtt"][0]]["Properties"]
    return [statement for policy in role.get("Policies", []) for statement in policy["PolicyDocument"]["Statement"]]


def _thing(part: str) -> str:
    return "chain" if part in _CHAINS else "UploadsBucket" if part == "-uploads-" else part


def used(stack) -> set[tuple[str, str, str]]:
    """The same of what functions did on this stack."""
    things = {stack.resource(name): name for name in
              ("RecordsTable", "EventsTable", "PeopleTable", "CredentialsTable", "SessionsTable", "UploadsBucket")}
    things |= {machine: "chain" for machine in _CHAINS.values()}
    found = set()
    for function, action, resource in stack.used_permissions():
        thing = next((name for part, name in things.items() if part in resource), "*")
        found.add((function, action, "*" if action.startswith("states:SendTask") else thing))
    return found

