"""Who may do what: least privilege by table and action, written out at each function."""

import re

import pytest

from tests.template.written import FUNCTIONS, ROOT, WRITTEN, shared_roles

BY_ID = [pytest.param(function, id=function.name) for function in FUNCTIONS]
# Actions that AWS grants on every resource or not at all.
WITHOUT_RESOURCE = {"states:SendTaskSuccess", "states:SendTaskFailure", "dynamodb:ListStreams"}
READS = {"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"}
FROM_STREAM = {"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"}
APPENDS = {"dynamodb:Query", "dynamodb:BatchGetItem", "dynamodb:PutItem"}
IDENTITY_ALONE = {"change-password", "sign-in", "sign-out", "authorizer", "import-organisation"}
VARIABLES = {
    "RECORDS_TABLE": "RecordsTable",
    "EVENTS_TABLE": "EventsTable",
    "PEOPLE_TABLE": "PeopleTable",
    "CREDENTIALS_TABLE": "CredentialsTable",
    "SESSIONS_TABLE": "SessionsTable",
    "UPLOADS_BUCKET": "-uploads-",
    "CHAINS_ARN": "PlanApproval",
}


def named(value) -> str:
    """Whatever a resource or a value of a variable names, as text."""
    return str(value)


def on(function, table: str) -> set[str]:
    """What a function may do to a table, its indexes included and its stream not."""
    found = set()
    for statement in function.statements:
        if table in named(statement["Resource"]) and "StreamArn" not in named(statement["Resource"]):
            found |= set(statement["Action"])
    return found


@pytest.mark.parametrize("function", BY_ID)
def test_a_function_has_a_policy_of_its_own_or_a_shared_role(function):
    assert ("Policies" in function.properties) != ("Role" in function.properties), "exactly one of both; one that needs nothing shares NothingRole"
    assert all(set(policy) == {"Statement"} for policy in function.properties.get("Policies", [])), "a ready-made policy"


def test_a_role_is_shared_exactly_by_those_whose_grant_is_the_very_same():
    grants: dict[str, list] = {}
    for function in FUNCTIONS:
        grants.setdefault(str(function.statements), []).append(function)
    for functions in grants.values():
        roles = {function.role for function in functions}
        names = [function.name for function in functions]
        assert len(roles) == 1 and (len(functions) > 1) == (roles != {None}), f"{names} have one grant, and roles {roles}"
    assert {function.role for function in FUNCTIONS} - {None} == shared_roles().keys(), "a role that nobody shares"


def test_a_shared_role_writes_logs_and_does_nothing_else_besides_its_grant():
    for name, role in shared_roles().items():
        assert role.keys() <= {"AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies"}, name
        [trusted] = role["AssumeRolePolicyDocument"]["Statement"]
        assert trusted == {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}, name
        [logs] = role["ManagedPolicyArns"]
        assert named(logs).endswith(":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'}"), name


def test_the_api_may_call_the_functions_that_have_a_route_and_the_authorizer():
    [policy] = WRITTEN["Resources"]["CallFunctionsRole"]["Properties"]["Policies"]
    allowed, denied = policy["PolicyDocument"]["Statement"]
    assert (allowed["Effect"], allowed["Action"]) == ("Allow", ["lambda:InvokeFunction"])
    assert named(allowed["Resource"]).endswith(":function:${AWS::StackName}-*'}")
    assert (denied["Effect"], denied["Action"]) == ("Deny", ["lambda:InvokeFunction"])
    without = {function.id for function in FUNCTIONS if not function.routes and function.name != "authorizer"}
    assert {_function_of(resource) for resource in denied["Resource"]} == without


def _function_of(resource: dict) -> str:
    """The function that an ARN names, or the pattern of its name."""
    if "Fn::GetAtt" in resource:
        return resource["Fn::GetAtt"][0]
    return re.fullmatch(r"arn:.*:function:\$\{AWS::StackName\}-(\w+)-\*", resource["Fn::Sub"])[1]


@pytest.mark.parametrize("function", BY_ID)
def test_a_policy_names_actions_and_resources(function):
    for statement in function.statements:
        assert statement["Effect"] == "Allow"
        assert isinstance(statement["Action"], list)
        for action in statement["Action"]:
            assert re.fullmatch(r"[a-z0-9]+:[A-Za-z]+", action), f"{action} is no single action"
        if named(statement["Resource"]) == "*":
            assert set(statement["Action"]) <= WITHOUT_RESOURCE


@pytest.mark.parametrize("function", BY_ID)
def test_events_are_only_read_and_added_to(function):
    assert on(function, "EventsTable") <= APPENDS


@pytest.mark.parametrize("function", BY_ID)
def test_people_passwords_and_sessions_are_for_the_identity_functions_alone(function):
    if function.name not in IDENTITY_ALONE:
        assert not on(function, "PeopleTable")
        assert not on(function, "CredentialsTable")
        assert not on(function, "SessionsTable")


@pytest.mark.parametrize("function", BY_ID)
def test_what_answers_a_get_writes_nothing(function):
    if any(method == "GET" for method, _ in function.routes):
        actions = {action for statement in function.statements for action in statement["Action"]}
        assert actions <= READS | {"s3:GetObject", "s3:GetObjectVersion"}


@pytest.mark.parametrize("function", BY_ID)
def test_only_who_follows_the_stream_reads_it(function):
    actions = {action for statement in function.statements for action in statement["Action"]}
    if function.name != "advance":
        assert not actions & FROM_STREAM


@pytest.mark.parametrize("function", BY_ID)
def test_a_variable_is_given_exactly_to_who_may_use_what_it_names(function):
    variables = function.properties.get("Environment", {}).get("Variables", {})
    assert variables.keys() <= VARIABLES.keys()
    for name, resource in VARIABLES.items():
        permitted = any(resource in named(statement["Resource"]) for statement in function.statements
                        if not set(statement["Action"]) <= FROM_STREAM)
        assert (name in variables) == permitted, name


@pytest.mark.parametrize("machine", ["PlanApproval", "EarlyWarning", "SupplierQuestion"])
def test_a_chain_may_only_call_the_function_that_opens_tasks(machine):
    chain = WRITTEN["Resources"][machine]["Properties"]
    [policy] = chain["Policies"]
    [statement] = policy["Statement"]
    assert statement["Action"] == ["lambda:InvokeFunction"]
    assert named(statement["Resource"]) == named({"Fn::GetAtt": ["OpenTaskFunction", "Arn"]})


def test_no_partition_account_or_region_is_written_out():
    for file in [ROOT / "infra" / "template.yaml", *(ROOT / "statemachines").iterdir()]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"arn:aws[a-z-]*:", text), file.name
        assert not re.search(r"\b\d{12}\b", text), file.name
        assert not re.search(r"\b(?:us|eu|ap|cn|ca|sa)-[a-z]+-\d\b", text), file.name


def test_files_are_private_and_versioned():
    bucket = WRITTEN["Resources"]["UploadsBucket"]["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}


def test_what_is_posted_expires_and_what_was_checked_does_not():
    rules = WRITTEN["Resources"]["UploadsBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    expiring = [rule for rule in rules if "ExpirationInDays" in rule or "NoncurrentVersionExpiration" in rule]
    assert [(rule["Prefix"], rule["Status"], rule["ExpirationInDays"]) for rule in expiring] == [("incoming/", "Enabled", 7)]


def test_what_cannot_be_made_again_outlives_the_stack_and_can_be_restored():
    for name in ("RecordsTable", "EventsTable", "PeopleTable", "CredentialsTable", "UploadsBucket"):
        resource = WRITTEN["Resources"][name]
        assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain", name
    for name, resource in WRITTEN["Resources"].items():
        if resource["Type"] == "AWS::DynamoDB::Table":
            assert resource["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
            assert resource["Properties"]["BillingMode"] == "PAY_PER_REQUEST", name
