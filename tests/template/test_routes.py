"""The routes: those of the API's description, each once, each behind the authorizer, each with a test."""

import json
import re

from tests.template.written import FUNCTIONS, ROOT


DESCRIPTION = ROOT / "infra" / "openapi.json"
UNCOVERED = ROOT / "tests" / "uncovered.txt"


def described() -> dict[str, tuple[str, str]]:
    """Function -> method and path, by the description that is generated from the steps."""
    paths = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"]
    return {operation["operationId"]: (method.upper(), path)
            for path, operations in paths.items() for method, operation in operations.items()}


def test_the_routes_are_those_of_the_description():
    templated = {function.name: route for function in FUNCTIONS for route in function.routes}
    assert templated == described()


def test_no_route_is_there_twice():
    routes = [route for function in FUNCTIONS for route in function.routes]
    # A path parameter matches whatever its name is.
    shapes = [(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in routes]
    assert len(shapes) == len(set(shapes))


def test_a_function_has_one_route_at_most():
    assert [function.name for function in FUNCTIONS if len(function.routes) > 1] == []


def test_every_route_asks_the_authorizer(transformed):
    body = transformed["Resources"]["Api"]["Properties"]["Body"]
    count = 0
    for path, operations in body["paths"].items():
        for method, operation in operations.items():
            assert operation["security"] == [{"Session": []}], f"{method} {path}"
            count += 1
            assert operation["x-amazon-apigateway-integration"]["credentials"] == {"Fn::GetAtt": ["CallFunctionsRole", "Arn"]}
    assert count == sum(len(function.routes) for function in FUNCTIONS)


def test_what_the_api_calls_needs_no_permission_of_its_own(transformed):
    permitted = [resource["Properties"]["Principal"] for resource in transformed["Resources"].values() if resource["Type"] == "AWS::Lambda::Permission"]
    assert "apigateway.amazonaws.com" not in permitted


def test_the_authorizer_is_always_asked_anew(transformed):
    [scheme] = transformed["Resources"]["Api"]["Properties"]["Body"]["components"]["securitySchemes"].values()
    settings = scheme["x-amazon-apigateway-authorizer"]
    assert settings["authorizerResultTtlInSeconds"] == 0
    assert not settings.get("identitySource")
    assert settings["enableSimpleResponses"] is True
    assert settings["authorizerCredentials"] == {"Fn::GetAtt": ["CallFunctionsRole", "Arn"]}
    assert settings["authorizerPayloadFormatVersion"] == "2.0"


def covered(name: str, tests: str) -> bool:
    """Whether a test names the step, as `add-budget` or `add_budget`."""
    return re.search(rf"(?<![\w-]){name.replace('-', '[-_]')}(?![\w-])", tests) is not None


def test_every_route_has_a_test_or_a_line_that_admits_it_has_none():
    tests = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "e2e").glob("**/*.py")))
    admitted = set(UNCOVERED.read_text(encoding="utf-8").split()) if UNCOVERED.is_file() else set()
    steps = {function.name for function in FUNCTIONS if function.routes}
    without = {name for name in steps if not covered(name, tests)}
    assert without == admitted & steps, "routes without a test must be those of tests/uncovered.txt"
    assert admitted <= steps, "tests/uncovered.txt names a step that is no route"
