"""The template as it is written, by function."""

import re
from dataclasses import dataclass
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"
WRITTEN = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Function:
    """A function of the template, by its `Handler`."""

    name: str
    id: str
    properties: dict

    @property
    def area(self) -> str:
        return self.properties["CodeUri"].rsplit("/", 1)[1].removesuffix(".zip")

    @property
    def role(self) -> str | None:
        """The role that it shares; `None` where it has one of its own."""
        return self.properties["Role"]["Fn::GetAtt"][0] if "Role" in self.properties else None

    @property
    def statements(self) -> list[dict]:
        """What it may do, by its own policy or by the role that it shares."""
        if self.role is None:
            return [statement for policy in self.properties["Policies"] for statement in policy["Statement"]]
        policies = WRITTEN["Resources"][self.role]["Properties"].get("Policies", [])
        return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]

    @property
    def routes(self) -> list[tuple[str, str]]:
        return ROUTES.get(self.id, [])


def _routes() -> dict[str, list[tuple[str, str]]]:
    """Method and path of the routes that call a function, by its id."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path, methods in WRITTEN["Resources"]["Api"]["Properties"]["DefinitionBody"]["paths"].items():
        for method, operation in methods.items():
            [called] = re.findall(r"\$\{(\w+)\.Arn\}/invocations", str(operation["x-amazon-apigateway-integration"]["uri"]))
            found.setdefault(called, []).append((method.upper(), path))
    return found


ROUTES = _routes()


def shared_roles() -> dict[str, dict]:
    """The roles that functions share: those that a Lambda may take on."""
    return {name: resource["Properties"] for name, resource in WRITTEN["Resources"].items()
            if resource["Type"] == "AWS::IAM::Role" and "lambda.amazonaws.com" in str(resource["Properties"]["AssumeRolePolicyDocument"])}


def functions() -> list[Function]:
    return [Function(resource["Properties"]["Handler"], name, resource["Properties"])
            for name, resource in WRITTEN["Resources"].items() if resource["Type"] == "AWS::Serverless::Function"]


FUNCTIONS = functions()
