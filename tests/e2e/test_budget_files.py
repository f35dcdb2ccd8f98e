"""Many budgets by a file (get-budget-template, check-budget-file, mark-budget-file, import-budget-file): all of it, or why not."""

import uuid

import pytest

from tests.e2e.budget_more import Treasurer
from tests.e2e.clock import THIS_YEAR
from tests.e2e.door import Refused, at_once, done, new_key, refused
from tests.e2e.workbooks import MEDIA_TYPE, Day, Formula, cells, padded, part, workbook, zipped

pytestmark = pytest.mark.feature("2.3")

HEADINGS = ["预算名称", "批文文号", "预算类型", "年度", "品目编码", "单价（元）", "数量", "数量单位", "资金来源", "金额（元）"]


def named() -> str:
    return f"批量导入{uuid.uuid4().hex[:8]}"


def row(name: str, **changed) -> list:
    """A good row, with cells changed by the letters of their columns."""
    cells = [name, f"闽财测〔{THIS_YEAR}〕9号", "年初预算", THIS_YEAR, "A02010105", 5000, 20, "台", "一般公共预算资金", 100000]
    for letter, value in changed.items():
        cells[ord(letter) - ord("A")] = value
    return cells


def uploaded(person, *rows: list, **more) -> str:
    return person.attaches(workbook([HEADINGS, *rows], **more), "预算.xlsx")


def check(person, upload: str) -> dict:
    return person.reads(f"/api/imports/budgets/{upload}")


def imports(person, upload: str, key=None, **more) -> dict:
    return person.writes("POST", "/api/imports/budgets", {"upload": upload} | more, key)


def faults(person, upload: str) -> list[tuple]:
    return [(fault["row"], fault["column"]) for fault in check(person, upload)["faults"]]


def named_so(person, name: str) -> list[dict]:
    return person.lists_budgets(status="unconfirmed", name=name)["items"]


def test_the_template_is_filled_in_checked_and_brought_in(lin):
    answer = lin.asks("GET", "/api/templates/budgets")
    template = answer.good()
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    assert answer.headers["Content-Disposition"].endswith("filename*=UTF-8''%E9%A2%84%E7%AE%97%E5%AF%BC%E5%85%A5%E6%A8%A1%E6%9D%BF.xlsx")
    sheets = cells(template)
    assert sheets["预算明细"] == [HEADINGS] and len(sheets["填写说明"]) > 10
    drop_downs = part(template, "xl/worksheets/sheet1.xml")
    assert "年初预算,预算追加,预算结余" in drop_downs and "一般公共预算资金,政府性基金预算资金" in drop_downs
    name = named()
    upload = uploaded(lin, row(name), row(name, I="单位资金", J="２０，０００．５０"), [], row(name + "二", J=0.1))
    shown = check(lin, upload)
    assert (shown["rows"], shown["faults"], shown["amount"], shown["imported_at"]) == (3, [], "120000.60", None)
    assert [(each["row"], each["name"], each["lines"], each["amount"]) for each in shown["budgets"]] == [
        (2, name, 1, "120000.50"), (5, name + "二", 1, "0.10")]
    assert named_so(lin, name) == []
    brought = imports(lin, upload)
    first, second = brought["budgets"]
    assert (first["amount"], second["amount"]) == ("120000.50", "0.10")
    seen = lin.looks_at_budget(first)
    assert (seen["status_label"], seen["origin_label"], seen["raiser"]["name"]) == ("待确认", "新增预算", "林晓")
    assert [each["amount"] for each in seen["lines"][0]["funding"]] == ["100000.00", "20000.50"]
    assert lin.confirms(first)["balance"]["free"] == "120000.50"
    assert check(lin, upload)["imported_at"]


def test_with_one_bad_row_nothing_comes_in_and_everything_wrong_is_told(lin, tables):
    name = named()
    upload = uploaded(lin, row(name), row(name + "二", J="1.234"), row(name + "三", F=Formula("1+1"), G=Day(46000)),
                      row(name + "四", E="A99999999"))
    assert faults(lin, upload) == [(3, "J"), (4, "F"), (4, "G"), (5, "E")]
    with refused(422, "faults_in_file") as told:
        imports(lin, upload)
    assert [fault["heading"] for fault in told.problem["faults"]] == ["金额（元）", "单价（元）", "数量", "品目编码"]
    assert named_so(lin, name) == []
    marked = cells(lin.asks("GET", f"/api/imports/budgets/{upload}/faults").good())
    heading, good, bad, worse, _ = marked["预算明细"]
    assert heading == [*HEADINGS, "问题"] and good[:10] == row(name)
    assert bad[10].startswith("金额（元）：") and bad[9] == "1.234" and "公式" in worse[10]
    assert len(marked["问题清单"]) == 5
    # Corrected, it is sent as it is, the column of faults too.
    good += [None] * (11 - len(good))
    again = lin.attaches(workbook([heading, good, bad[:9] + ["1.23", "已改"]]), "改好.xlsx")
    assert len(imports(lin, again)["budgets"]) == 2
    with refused(422, "no_faults"):
        lin.asks("GET", f"/api/imports/budgets/{again}/faults").good()


@pytest.mark.parametrize(("changed", "column"), [
    ({"J": "1.234"}, "J"), ({"J": -5}, "J"), ({"J": 0}, "J"), ({"J": 1e15}, "J"), ({"J": "1e3"}, "J"), ({"J": Formula("SUM(J3:J9)")}, "J"),
    ({"J": Day(46000)}, "J"), ({"F": "五千"}, "F"), ({"E": "A99"}, "E"), ({"E": "A"}, "E"), ({"E": "A00000000"}, "E"),
    ({"D": 2099}, "D"), ({"D": "今年"}, "D"), ({"C": "其他"}, "C"), ({"I": "现金"}, "I"), ({"G": 1.5}, "G"), ({"G": 0}, "G"),
    ({"A": "字" * 61}, "A"), ({"A": None}, "A"), ({"H": ""}, "H"), ({"B": "第一行\n第二行"}, "B"),
])
def test_what_is_wrong_with_a_cell_is_told_by_row_and_column(lin, changed, column):
    upload = uploaded(lin, row(named()), row(named(), **changed))
    [fault] = check(lin, upload)["faults"]
    assert (fault["row"], fault["column"]) == (3, column)
    with refused(422, "faults_in_file"):
        imports(lin, upload)


def test_columns_in_another_order_hidden_rows_and_texts_like_formulas_are_read(lin):
    name = named()
    rows = [HEADINGS, row("=" + name), row("@" + name, B="+1")]
    turned = [list(reversed(each)) for each in rows]
    upload = lin.attaches(workbook(turned, hidden={2}), "倒序.xlsx")
    budgets = imports(lin, upload)["budgets"]
    assert [each["name"] for each in budgets] == ["=" + name, "@" + name]


def test_a_missing_column_and_merged_cells_are_told(lin):
    short = lin.attaches(workbook([HEADINGS[1:], row(named())[1:]]), "缺列.xlsx")
    [fault] = check(lin, short)["faults"]
    assert (fault["row"], fault["column"], fault["heading"], fault["message"]) == (1, None, "预算名称", "缺少此列")
    name = named()
    merged = uploaded(lin, row(name), row(name, A=None), merged=["A2:A3"])
    assert faults(lin, merged) == [(2, "A"), (3, "A")]
    assert faults(lin, lin.attaches(workbook([HEADINGS]), "空.xlsx")) == [(1, None)]


def test_the_same_rows_come_in_once_whatever_the_file_is_called(lin, chen):
    name, key = named(), new_key()
    rows = [row(name)]
    upload = uploaded(lin, *rows)
    first = imports(lin, upload, key)
    assert imports(lin, upload, key) == first
    with refused(409, "already_imported") as told:
        imports(lin, upload)
    assert "林晓" in told.problem["title"]
    for person in (lin, chen):
        other = person.attaches(workbook([HEADINGS, *rows], dimension="A1"), "另一个名字.xlsx")
        with refused(409, "already_imported"):
            imports(person, other)
    assert len(named_so(lin, name)) == 1
    with refused(409, "idempotency_key_reused"):
        imports(lin, upload, key, attachments=[{"kind": "other", "upload": lin.attaches()}])


def test_eight_at_once_bring_it_in_once(lin):
    name = named()
    upload = uploaded(lin, row(name))
    results = at_once(*[lambda: imports(lin, upload)] * 8)
    assert len(done(results)) == 1
    assert {each.code for each in results if isinstance(each, Refused)} == {"already_imported"}
    assert len(named_so(lin, name)) == 1


def test_as_many_budgets_as_one_transaction_holds_and_no_more(lin):
    name = named()
    rows = [row(f"{name}第{number:02}个") for number in range(33)]
    with refused(422, "faults_in_file") as many:
        imports(lin, uploaded(lin, *rows))
    assert "32" in many.problem["faults"][0]["message"] and named_so(lin, name) == []
    assert len(imports(lin, uploaded(lin, *rows[:32]))["budgets"]) == 32
    assert len(named_so(lin, name)) == 20  # a page


def test_what_is_no_workbook_is_refused_before_it_is_read(lin, cast):
    csv = lin.declares(b"name,amount\n", "假.xlsx")
    lin.posts(csv, b"name,amount\n")
    lin.learns_what_became_of(csv)
    with refused(409, "attachment_not_checked"):
        check(lin, csv["upload"])
    large = lin.attaches(padded(1024 * 1024), "大.xlsx")
    bomb = lin.attaches(zipped(b" " * (9 * 1024 * 1024), level=9), "炸弹.xlsx")
    million = lin.attaches(zipped('<worksheet><sheetData>' + '<row><c><v>1</v></c></row>' * 200_000 + "</sheetData></worksheet>", level=9), "行多.xlsx")
    broken = lin.attaches(zipped("<worksheet><sheetData><row>"), "坏.xlsx")
    for upload in (large, bomb, million, broken, lin.attaches()):
        with refused(422, "unreadable_file"):
            check(lin, upload)
        with refused(422, "unreadable_file"):
            imports(lin, upload)
    good = uploaded(lin, row(named()))
    for other in (cast.xujing, cast.weizihan):
        with refused(404, "not_found"):
            check(other, good)
        with refused(404, "not_found"):
            imports(other, good)


def test_a_supplement_takes_the_approval_of_the_treasury_along(lin):
    upload, treasurer = uploaded(lin, row(named(), C="预算追加"), row(named())), Treasurer(lin)
    assert check(lin, upload)["needs_approval"]
    with refused(400, "invalid_fields") as lacks:
        imports(lin, upload)
    assert lacks.fields == {"attachments": "missing_field"}
    with refused(400, "invalid_fields"):
        imports(lin, upload, attachments=[{"kind": "treasury_approval", "upload": "0" * 32}])
    paper = {"kind": "treasury_approval", "upload": treasurer.paper}
    first = imports(lin, upload, attachments=[paper])["budgets"][0]
    assert lin.looks_at_budget(first)["attachments"][0]["kind_label"] == "财政批文"
