"""Workbooks as a spreadsheet writes and reads them, as far as the tests need it: texts, numbers, formulas, hidden rows."""

import os
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.sax.saxutils import escape

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK = ('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="预算明细" sheetId="1" r:id="rId1"/></sheets></workbook>')
RELATIONS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             '<Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>')
STYLES = ('<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
          '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')


class Formula(str):
    """A cell that computes."""


class Day(int):
    """A cell that shows a date: days since 1900."""


def letters(place: int) -> str:
    """The letters of a column, the first is 0."""
    return chr(ord("A") + place)


def _cell(row: int, place: int, value) -> str:
    at = f'r="{letters(place)}{row}"'
    if isinstance(value, Formula):
        return f"<c {at}><f>{escape(value)}</f><v>1</v></c>"
    if isinstance(value, Day):
        return f'<c {at} s="1"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c {at}><v>{value!r}</v></c>"
    return "" if value in (None, "") else f'<c {at} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet(rows: list[list], hidden=(), merged=(), dimension="A1:XFD1048576") -> str:
    """A sheet; what it declares as its size need not be true."""
    cells = ["".join(_cell(number, place, value) for place, value in enumerate(row)) for number, row in enumerate(rows, 1)]
    unseen = {True: ' hidden="1"', False: ""}
    lines = [f'<row r="{number}"{unseen[number in hidden]}>{line}</row>' for number, line in enumerate(cells, 1)]
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    return (f'<worksheet xmlns="{MAIN[1:-1]}"><dimension ref="{dimension}"/><sheetData>{"".join(lines)}</sheetData>'
            + (f"<mergeCells>{merges}</mergeCells>" if merges else "") + "</worksheet>")


def zipped(sheet_part: str | bytes, level=6) -> bytes:
    """A workbook of one sheet."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        for name, part in (("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELATIONS), ("xl/styles.xml", STYLES),
                           ("xl/worksheets/sheet1.xml", sheet_part)):
            file.writestr(name, part)
    return made.getvalue()


def workbook(rows: list[list], **more) -> bytes:
    """A workbook with these rows."""
    return zipped(sheet(rows, **more))


def padded(most: int) -> bytes:
    """A workbook of more bytes than this: it has a picture."""
    made = BytesIO(workbook([["预算名称"]]))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as file:
        file.writestr("xl/media/image1.bin", os.urandom(most))
    return made.getvalue()


def _shared(file: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in file.namelist():
        return []
    return ["".join(text.itertext()) for text in ElementTree.fromstring(file.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")]


def cells(content: bytes) -> dict[str, list[list]]:
    """Each sheet's rows: texts as `str`, numbers as `float`, nothing as None; a formula would be a `Formula`."""
    found = {}
    with zipfile.ZipFile(BytesIO(content)) as file:
        shared = _shared(file)
        names = [each.get("name") for each in ElementTree.fromstring(file.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        for number, name in enumerate(names, 1):
            rows = []
            for row in ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{MAIN}row"):
                rows += [[] for _ in range(int(row.get("r")) - len(rows) - 1)]
                rows.append(_row(row, shared))
            found[name] = rows
    return found


def _row(row, shared: list[str]) -> list:
    values = []
    for cell in row.iter(f"{MAIN}c"):
        place = ord(re.match("[A-Z]", cell.get("r"))[0]) - ord("A")
        values += [None] * (place - len(values))
        value, formula = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
        if formula is not None:
            values.append(Formula(formula.text))
        elif value is None:
            values.append(None)
        else:
            values.append(shared[int(value.text)] if cell.get("t") == "s" else float(value.text))
    return values


def part(content: bytes, name: str) -> str:
    """A part of a workbook as text."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return file.read(name).decode()
