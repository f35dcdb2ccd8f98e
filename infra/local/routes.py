"""Routes of the HTTP API, which MiniStack does not read from a template.

SAM writes the routes of an `AWS::Serverless::HttpApi` into the OpenAPI `Body` of the API, and MiniStack ignores `Body`.
So they are made here, from the transformed template that MiniStack gives back, and the template stays plain SAM.
"""

import json
import re

from infra.local.paths import ACCOUNT, REGION, STACK

API = "Api"
METHODS = {"get", "post", "put", "patch", "delete", "head", "options", "x-amazon-apigateway-any-method"}


def _function_of(integration: dict) -> str:
    """Logical id of the function behind an integration or authorizer, by its `uri`."""
    found = re.search(r"functions/\$\{(?:__FunctionArn__|(\w+)\.Arn)\}", json.dumps(integration["uri"]))
    if not found:
        raise ValueError(f"no function in {integration}")
    if found[1]:
        return found[1]
    return integration["uri"]["Fn::Sub"][1]["__FunctionArn__"]["Fn::GetAtt"][0]


def _invocation(physical: dict[str, str], function_id: str) -> str:
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{physical[function_id]}"
    return f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations"


def _clear(gateway, api: str) -> None:
    for route in gateway.get_routes(ApiId=api, MaxResults="500")["Items"]:
        gateway.delete_route(ApiId=api, RouteId=route["RouteId"])
    for integration in gateway.get_integrations(ApiId=api, MaxResults="500")["Items"]:
        gateway.delete_integration(ApiId=api, IntegrationId=integration["IntegrationId"])
    for authorizer in gateway.get_authorizers(ApiId=api, MaxResults="500")["Items"]:
        gateway.delete_authorizer(ApiId=api, AuthorizerId=authorizer["AuthorizerId"])


def _make_authorizers(gateway, api: str, body: dict, physical: dict[str, str]) -> dict[str, str]:
    made = {}
    for name, scheme in body.get("components", {}).get("securitySchemes", {}).items():
        settings = scheme["x-amazon-apigateway-authorizer"]
        made[name] = gateway.create_authorizer(
            ApiId=api, Name=name, AuthorizerType="REQUEST", IdentitySource=[],
            AuthorizerUri=_invocation(physical, _function_of({"uri": settings["authorizerUri"]})),
            AuthorizerPayloadFormatVersion=settings["authorizerPayloadFormatVersion"],
            EnableSimpleResponses=settings["enableSimpleResponses"],
            AuthorizerResultTtlInSeconds=settings.get("authorizerResultTtlInSeconds", 0),
        )["AuthorizerId"]
    return made


def make(session) -> int:
    """Bring integrations, authorizers and routes to those of the template; how many routes there are."""
    cloud = session.client("cloudformation")
    resources = cloud.describe_stack_resources(StackName=STACK)["StackResources"]
    physical = {found["LogicalResourceId"]: found["PhysicalResourceId"] for found in resources}
    gateway, api = session.client("apigatewayv2"), physical[API]
    template = cloud.get_template(StackName=STACK, TemplateStage="Processed")["TemplateBody"]
    body = template["Resources"][API]["Properties"]["Body"]
    _clear(gateway, api)
    authorizers = _make_authorizers(gateway, api, body, physical)
    count = 0
    for path, operations in body["paths"].items():
        for method in METHODS & operations.keys():
            operation = operations[method]
            integration = operation["x-amazon-apigateway-integration"]
            target = gateway.create_integration(
                ApiId=api, IntegrationType="AWS_PROXY", PayloadFormatVersion=integration["payloadFormatVersion"],
                IntegrationUri=_invocation(physical, _function_of(integration)),
            )["IntegrationId"]
            guard = next((name for entry in operation.get("security", []) for name in entry), None)
            check = {"AuthorizationType": "CUSTOM", "AuthorizerId": authorizers[guard]} if guard else {}
            verb = "ANY" if method.startswith("x-") else method.upper()
            gateway.create_route(ApiId=api, RouteKey=f"{verb} {path}", Target=f"integrations/{target}", **check)
            count += 1
    return count
