"""Pieces of a file, and what a person hears when rows are wrong."""

import pytest

from infra.local.importer import load, pieces
from infra.local.say import Trouble


def test_every_piece_has_the_heading_and_no_row_is_lost():
    text = "name,sum\n" + "".join(f"{number},1\n" for number in range(10))
    found = list(pieces(text, 4))
    assert [before for before, _ in found] == [0, 4, 8]
    assert all(piece.startswith("name,sum\n") for _, piece in found)
    assert "".join(piece.removeprefix("name,sum\n") for _, piece in found) == text.removeprefix("name,sum\n")


def test_rows_of_one_matter_stay_together():
    text = "name,line\n" + "".join(f"{number // 3},{number}\n" for number in range(9))
    assert [before for before, _ in pieces(text, 2)] == [0, 3, 6]


def test_a_cell_of_several_lines_stays_a_cell():
    [(_, piece)] = pieces('\ufeffname,note\n甲,"第一行\n第二行, ""引"""\n', 5)
    assert piece == 'name,note\n甲,"第一行\n第二行, ""引"""\n'


@pytest.mark.parametrize("text", ["", "name,sum\n"])
def test_without_rows_there_is_nothing_to_import(text):
    assert list(pieces(text, 5)) == []


def test_a_fault_is_told_by_the_row_of_the_file():
    def invoke(_, payload):
        if "300" not in payload["csv"]:
            return {"imported": payload["csv"].count("\n") - 1, "faults": []}
        return {"imported": 0, "faults": [{"row": 2, "field": "name", "message": "不能为空"}]}

    text = "name\n" + "".join(f"{number}\n" for number in range(100, 301))
    with pytest.raises(Trouble, match=r"from row 202 on:\n  row 202: name: 不能为空"):
        load(invoke, "organisation", text, {})


def test_what_is_imported_is_counted_and_more_is_passed_on():
    seen = []

    def invoke(name, payload):
        seen.append((name, payload))
        return {"imported": 2, "faults": []}

    assert load(invoke, "catalogue", "code,name\n1,a\n2,b\n", {"edition": "2022"}) == 2
    assert seen == [("import-catalogue", {"csv": "code,name\n1,a\n2,b\n", "edition": "2022"})]


def test_an_unknown_kind_is_refused_with_those_there_are():
    with pytest.raises(Trouble, match="organisation, catalogue, calendar, budgets"):
        load(None, "people", "", {})
