import { expect, test } from "vitest";

import { readTable, tableOf } from "@/components/grid/table";

const HTML = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td>x</td></tr></table></body></html>';

test.each<[string, string, string[][]]>([
  ["Excel: lines end with CR LF, also the last", "a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]],
  ["WPS: lines end with LF, and an empty one follows", "a\tb\nc\td\n\n", [["a", "b"], ["c", "d"]]],
  ["old Mac: CR alone", "a\tb\rc\td", [["a", "b"], ["c", "d"]]],
  ["one column", "a\r\nb\r\n\r\n", [["a"], ["b"]]],
  ["one row, its last cell empty", "a\tb\t\r\n", [["a", "b", ""]]],
  ["a row that ends the text with a tab", "a\t", [["a", ""]]],
  ["an empty row between others", "a\r\n\r\nb\r\n", [["a"], [""], ["b"]]],
  ["a cell with a line break and doubled quotes", 'a\t"8核\r\n""专业""版\t含键鼠"\tb\r\n', [["a", '8核\n"专业"版\t含键鼠', "b"]]],
  ["a quote within a text", '19"显示器\tb', [['19"显示器', "b"]]],
  ["a quote that nothing closes", '"台式\tb\n"c"d\te', [['"台式', "b"], ['"c"d', "e"]]],
  ["an empty quoted cell", '""\tb', [["", "b"]]],
  ["nothing", "\r\n\t\r\n", []],
])("%s", (_, text, rows) => expect(readTable(text)).toEqual(rows));

test.each<[string, string, string, boolean, string[][] | null]>([
  ["one cell is the field's own", "台式计算机", "", false, null],
  ["one cell of Excel too", "台式计算机\r\n", HTML, false, null],
  ["a single cell with a line break is read out of its quotes", '"8核\n16GB"\r\n', HTML, true, [["8核\n16GB"]]],
  ["quoted words of a text stay as they are", '"甲方"', "", true, null],
  ["a column goes down from a cell of one line", "1\n2\n", "", false, [["1"], ["2"]]],
  ["several lines of a text go into one cell that holds them", "8核\n16GB", "<p>8核</p>", true, null],
  ["a column of Excel goes down there too", "8核\r\n16GB\r\n", HTML, true, [["8核"], ["16GB"]]],
  ["a tab is enough for a table", "8核\t16GB", "", true, [["8核", "16GB"]]],
  ["nothing is no table", "", "", false, null],
])("%s", (_, text, html, lines, rows) => expect(tableOf({ text, html }, lines)).toEqual(rows));
