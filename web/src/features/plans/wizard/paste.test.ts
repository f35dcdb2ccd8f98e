import { expect, test } from "vitest";

import { fill, itemsIn, type Items } from "@/components/grid/fill";
import { readTable } from "@/components/grid/table";
import type { FormLine } from "@/features/plans/wizard/form";
import { grownBy, planColumns } from "@/features/plans/wizard/paste";
import type { Fund } from "@/features/plans/wizard/queries";

const fund = (number: number, name = "2026年公共机房更新"): Fund => ({
  id: `${name}/${number}`,
  budget: { id: name, name },
  line: { number, item: "A02010105", item_name: "台式计算机", needs_descendant: false, unit_price: "10.00", quantity: 5, measure: "台", amount: "50.00", balance: null, funding: [] },
});
const FUNDS = new Map([fund(1), fund(2), fund(1, "家具")].map((one) => [one.id, one]));
const line = (key: string, own: Partial<FormLine> = {}): FormLine => ({ key, budget: "2026年公共机房更新", budgetLine: 1, item: "", itemName: "", unitPrice: "", quantity: "", measure: "", parameters: "", ...own });
const ITEMS: Items = new Map<string, { code: string; name: string } | string>([
  ["A02010105", { code: "A02010105", name: "台式计算机" }],
  ["没有的", "采购目录中没有这个品目"],
]);

const pasted = (text: string, { row = 0, column = 1, lines = [line("a")], most = 40 } = {}) =>
  fill({ lines, at: { row, column }, table: readTable(text), columns: planColumns(FUNDS), items: ITEMS, most, grow: grownBy(FUNDS) });

test("a table fills across and down from its cell, adds lines, and its figures are read as people write them", () => {
  const { lines, rows, told } = pasted('A02010105\t￥5,200.5\t1,000\t台\t"8核\r\n16GB"\r\nA02010105\t６００\t２\t套\t\r\n');
  expect([rows, told, lines.length]).toEqual([2, [], 2]);
  expect(lines[0]).toEqual(line("a", { item: "A02010105", itemName: "台式计算机", unitPrice: "5200.50", quantity: "1000", measure: "台", parameters: "8核\n16GB" }));
  expect(lines[1]).toMatchObject({ budget: "2026年公共机房更新", budgetLine: 1, unitPrice: "600.00", quantity: "2", measure: "套", parameters: "" });
});

test("one column, one row, and a start amid the grid leave the other cells as they are", () => {
  expect(pasted("3\n4", { column: 3, lines: [line("a", { unitPrice: "1" }), line("b", { measure: "台" })] }).lines).toEqual([line("a", { unitPrice: "1", quantity: "3" }), line("b", { measure: "台", quantity: "4" })]);
  expect(pasted("9.9\t\t箱", { row: 1, column: 2, lines: [line("a"), line("b", { quantity: "7" })] }).lines).toEqual([line("a"), line("b", { unitPrice: "9.90", quantity: "7", measure: "箱" })]);
});

test("what cannot be understood is named with its place and why, and the rest is put in", () => {
  const { lines, told } = pasted("没有的\t约五千\t很多\t台\t参数\t备注\t又一列\nA02010105\t-1\t2\n");
  expect(told).toEqual([
    "第1行品目“没有的”：采购目录中没有这个品目",
    "第1行单价“约五千”：应为数字，最多两位小数",
    "第1行数量“很多”：应为数字",
    "第2行单价“-1”：应为数字，最多两位小数",
    "超出最后一列的 2 格（第1行“备注”等）",
  ]);
  expect(lines.map(({ item, quantity, parameters }) => [item, quantity, parameters])).toEqual([
    ["", "", "参数"],
    ["A02010105", "2", ""],
  ]);
});

test("in a line that is added, what is not understood does not become what the budget says", () => {
  const { lines } = pasted("A02010105\t1\n没有的\t约五千\n");
  expect(lines[1]).toMatchObject({ budget: "2026年公共机房更新", item: "", itemName: "", unitPrice: "" });
  expect(pasted("家具\n别的", { column: 0 }).lines[1]).toMatchObject({ budget: "", item: "A02010105" });
});

test("a line that is added draws on the budget of the last, also while that is still being read", () => {
  const grown = grownBy(new Map())([line("a", { budgetLine: 2 })]);
  expect(grown[1]).toMatchObject({ budget: "2026年公共机房更新", budgetLine: 2, unitPrice: "" });
});

test("lines are added up to the limit, and those over it are told", () => {
  const { lines, rows, told } = pasted(Array.from({ length: 43 }, (_, n) => `${n + 1}`).join("\n"), { column: 3 });
  expect([lines.length, rows, lines.at(-1)?.quantity, told]).toEqual([40, 40, "40", ["最后 3 行：最多40行"]]);
  expect(pasted("1\n2", { column: 3, row: 1, lines: [line("a"), line("b")], most: 2 }).told).toEqual(["最后 1 行：最多2行"]);
});

test("a budget is found by its name or as the grid calls it", () => {
  const own = (text: string) => pasted(text, { column: 0 });
  expect(own("家具\tA02010105").lines[0]).toMatchObject({ budget: "家具", budgetLine: 1, item: "A02010105" });
  expect(own("第2条 · 公共机房更新").lines[0]).toMatchObject({ budgetLine: 2 });
  expect(own("2026年公共机房更新").told).toEqual(["第1行使用预算“2026年公共机房更新”：这项预算选用了多条明细，请逐行选择"]);
  expect(own("别的").told).toEqual(["第1行使用预算“别的”：不是已选用的预算"]);
});

test("the texts to be looked up are those that fall into the column of items", () => {
  const table = readTable("第2条\tA02\t1\n\tA03\t2\n\tA02\n\t\n");
  expect(itemsIn(table, { row: 0, column: 0 }, planColumns(FUNDS))).toEqual(["A02", "A03"]);
  expect(itemsIn(table, { row: 0, column: 2 }, planColumns(FUNDS))).toEqual([]);
});
