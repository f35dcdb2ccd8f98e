"""The template as CloudFormation sees it, after the SAM transform."""

import os

import pytest
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from tests.template.written import TEMPLATE


@pytest.fixture(scope="session")
def transformed() -> dict:
    class NoManagedPolicies:
        def load(self) -> dict:
            return {}

    written = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))
    # The transform takes only what `sam deploy` has uploaded already.
    for resource in written["Resources"].values():
        for place in ("CodeUri", "DefinitionUri"):
            if place in resource["Properties"]:
                resource["Properties"][place] = {"Bucket": "uploaded", "Key": "file"}
    before = os.environ.get("AWS_DEFAULT_REGION")
    os.environ["AWS_DEFAULT_REGION"] = "cn-north-1"
    try:
        return transform(written, {}, NoManagedPolicies())
    finally:
        if before is None:
            del os.environ["AWS_DEFAULT_REGION"]
        else:
            os.environ["AWS_DEFAULT_REGION"] = before
