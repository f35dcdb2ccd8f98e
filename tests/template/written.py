"""The template as it is written, by function."""

from dataclasses import dataclass
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"
WRITTEN = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Function:
    """A function of the template."""

    bin: str
    id: str
    properties: dict

    @property
    def statements(self) -> list[dict]:
        return [statement for policy in self.properties.get("Policies", []) for statement in policy["Statement"]]

    @property
    def routes(self) -> list[tuple[str, str]]:
        events = self.properties.get("Events", {}).values()
        found = [event["Properties"] for event in events if event["Type"] == "HttpApi"]
        return [(properties["Method"], properties["Path"]) for properties in found]


def functions() -> list[Function]:
    found = []
    for name, resource in WRITTEN["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            properties = resource["Properties"]
            found.append(Function(properties["CodeUri"].rsplit("/", 1)[1].removesuffix(".zip"), name, properties))
    return found


FUNCTIONS = functions()


def area_of(bin_name: str) -> str:
    """The area whose folder holds the bin."""
    [source] = ROOT.glob(f"functions/*/src/bin/{bin_name}.rs")
    return source.parts[-4]
