"""Every function has its entry, log group, timeout and policy, found by one word."""

import re

import pytest

from infra.local.paths import function_id, functions
from tests.template.written import FUNCTIONS, ROOT, WRITTEN

BY_ID = [pytest.param(function, id=function.name) for function in FUNCTIONS]


def test_every_handler_file_has_an_entry_and_every_entry_a_handler_file():
    """That a binary serves what its entries name is a test of `infra/openapi`."""
    files = {(path.parts[-3], path.stem.replace("_", "-")) for path in ROOT.glob("functions/*/src/*.rs")
             if re.search(r"^pub const (STEP|HANDLE)\b", path.read_text(encoding="utf-8"), re.MULTILINE)}
    assert {(function.area, function.name) for function in FUNCTIONS} == files


def test_the_packager_finds_every_entry():
    assert functions() == {function.name: function.area for function in FUNCTIONS}


@pytest.mark.parametrize("function", BY_ID)
def test_an_entry_is_named_for_its_handler(function):
    assert function.id == function_id(function.name)


@pytest.mark.parametrize("function", BY_ID)
def test_an_entry_logs_to_the_group_of_its_area(function):
    group = function.properties["LoggingConfig"]["LogGroup"]["Ref"]
    assert group == f"{function.area.capitalize()}Logs"
    properties = WRITTEN["Resources"][group]["Properties"]
    assert properties["RetentionInDays"] == {"Ref": "LogDays"}


def test_half_a_year_of_logs_is_kept():
    assert WRITTEN["Parameters"]["LogDays"]["Default"] >= 180


@pytest.mark.parametrize("function", BY_ID)
def test_an_entry_has_a_timeout_that_its_caller_waits_for(function, transformed):
    timeout = transformed["Resources"][function.id]["Properties"]["Timeout"]
    answers_a_person = bool(function.routes) or function.name == "authorizer"
    assert 0 < timeout <= (29 if answers_a_person else 300)


@pytest.mark.parametrize("function", BY_ID)
def test_an_entry_is_small(function, transformed):
    properties = transformed["Resources"][function.id]["Properties"]
    assert 128 <= properties["MemorySize"] <= 256
    assert properties["Runtime"] == "provided.al2023"
    assert properties["Architectures"] == [{"Ref": "Architecture"}]


def test_there_are_few_enough_resources(transformed):
    """CloudFormation stops at 500. As many a function as now, 150 of them have to stay below 400."""
    others = len(transformed["Resources"]) - _of_functions(transformed)
    assert others + 150 * _of_functions(transformed) / len(FUNCTIONS) < 400


def _of_functions(transformed) -> int:
    """How many there are of what grows with the functions: each of them, its role and what lets it be called."""
    return sum(resource["Type"] in ("AWS::Lambda::Function", "AWS::IAM::Role", "AWS::Lambda::Permission")
               for resource in transformed["Resources"].values())
