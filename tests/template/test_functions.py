"""Every bin has its entry, log group, timeout and policy, found by one word."""

import pytest

from infra.local.paths import bins, function_id
from tests.template.written import FUNCTIONS, ROOT, WRITTEN, area_of

BY_ID = [pytest.param(function, id=function.bin) for function in FUNCTIONS]


def test_every_bin_has_an_entry_and_every_entry_a_bin():
    built = sorted(path.stem for path in ROOT.glob("functions/*/src/bin/*.rs"))
    assert sorted(function.bin for function in FUNCTIONS) == built


def test_every_bin_has_a_handler_file_of_its_name():
    for main in ROOT.glob("functions/*/src/bin/*.rs"):
        handler = main.parents[1] / f"{main.stem.replace('-', '_')}.rs"
        assert handler.is_file(), f"{main.name} has no {handler.name} beside it"


def test_the_packager_finds_every_entry():
    assert sorted(bins()) == sorted(function.bin for function in FUNCTIONS)


@pytest.mark.parametrize("function", BY_ID)
def test_an_entry_is_named_for_its_bin(function):
    assert function.id == function_id(function.bin)
    assert function.properties["CodeUri"] == f"../.local/package/{function.bin}.zip"


@pytest.mark.parametrize("function", BY_ID)
def test_an_entry_logs_to_the_group_of_its_area(function):
    group = function.properties["LoggingConfig"]["LogGroup"]["Ref"]
    assert group == f"{area_of(function.bin).capitalize()}Logs"
    properties = WRITTEN["Resources"][group]["Properties"]
    assert properties["RetentionInDays"] == {"Ref": "LogDays"}


def test_half_a_year_of_logs_is_kept():
    assert WRITTEN["Parameters"]["LogDays"]["Default"] >= 180


@pytest.mark.parametrize("function", BY_ID)
def test_an_entry_has_a_timeout_that_its_caller_waits_for(function, transformed):
    timeout = transformed["Resources"][function.id]["Properties"]["Timeout"]
    answers_a_person = bool(function.routes) or function.bin == "authorizer"
    assert 0 < timeout <= (29 if answers_a_person else 300)


@pytest.mark.parametrize("function", BY_ID)
def test_an_entry_is_small(function, transformed):
    properties = transformed["Resources"][function.id]["Properties"]
    assert 128 <= properties["MemorySize"] <= 256
    assert properties["Runtime"] == "provided.al2023"
    assert properties["Architectures"] == [{"Ref": "Architecture"}]


def test_there_are_few_enough_resources(transformed):
    # CloudFormation stops at 500; long before that an area becomes a nested stack.
    assert len(transformed["Resources"]) <= 400
