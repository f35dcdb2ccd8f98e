import { expect, test } from "vitest";

import { capital } from "@/features/plans/wizard/capital";
import { differences } from "@/features/plans/wizard/changes";
import { EMPTY, type Form } from "@/features/plans/wizard/form";
import { balancesOf, heldBy, upon, withChange, withLine } from "@/features/plans/wizard/lines";
import type { Fund } from "@/features/plans/wizard/queries";

const balance = (free: string) => ({ free, reserved: "0.00", contracted: "0.00", paid: "0.00", carried: "0.00", held: "0.00", adjusted: "0.00" });

function fund(number: number, own: Partial<Fund["line"]> = {}): Fund {
  const budget = { id: "b1", name: "公共机房更新" };
  const line = { number, item: "A02010105", item_name: "台式计算机", needs_descendant: false, unit_price: "10.00", quantity: 5, measure: "台", amount: "50.00", balance: balance("50.00"), funding: [], ...own };
  return { id: `b1/${number}`, budget, line };
}

const FUNDS = new Map([fund(1), fund(2, { item: "A02000000", item_name: "设备", needs_descendant: true })].map((one) => [one.id, one]));
const one = FUNDS.get("b1/1");
const two = FUNDS.get("b1/2");

test("a line takes its figures from the budget, and a second one upon the same leaves the quantity open", () => {
  const first = withLine(EMPTY, -1, FUNDS, one);
  expect(first.lines[0]).toMatchObject({ budget: "b1", budgetLine: 1, item: "A02010105", itemName: "台式计算机", unitPrice: "10.00", quantity: "5", measure: "台" });
  const second = withLine(first, 0, FUNDS);
  expect(second.lines[1]).toMatchObject({ budget: "b1", budgetLine: 1, unitPrice: "10.00", quantity: "" });
  expect(withLine(second, 1, FUNDS, two).lines[2]).toMatchObject({ budgetLine: 2, item: "", quantity: "5" });
  expect(withLine(EMPTY, -1, FUNDS).lines[0]).toMatchObject({ budget: "", unitPrice: "" });
});

test("upon another budget line, what was typed stays", () => {
  const [line] = withLine(EMPTY, -1, FUNDS, one).lines;
  if (!line || !two) throw new Error("no line");
  const typed = { ...line, unitPrice: "9.00", quantity: "", parameters: "16GB" };
  expect(upon(typed, two, true)).toMatchObject({ key: line.key, budgetLine: 2, item: "", unitPrice: "9.00", quantity: "5", parameters: "16GB" });
});

test("what is left of a budget line counts all lines upon it, and what the plan holds already", () => {
  let form = withLine(withLine(EMPTY, -1, FUNDS, one), 0, FUNDS);
  form = withChange(form, form.lines[1]?.key ?? "", { quantity: "1" });
  expect(balancesOf(form.lines, FUNDS)).toMatchObject([{ free: "50.00", planned: "60.00", left: "-10.00", isOver: true }]);
  const held = heldBy([{ budget: "b1", budget_line: 1, total: "7.00" }, { budget: "b1", budget_line: 1, total: "5.00" }]);
  expect(balancesOf(form.lines, FUNDS, held)).toMatchObject([{ free: "62.00", left: "2.00", isOver: false }]);
});

test("an edit tells every field before and after, as it will be recorded", () => {
  const before: Form = { ...withLine({ ...EMPTY, name: "计划" }, -1, FUNDS, one), attachments: ["u"] };
  const key = before.lines[0]?.key ?? "";
  const after: Form = { ...withChange(before, key, { unitPrice: "9", quantity: " 5 " }), name: "计划一", attachments: ["v"] };
  expect(differences(before, before, FUNDS, new Map())).toEqual([]);
  expect(differences(before, after, FUNDS, new Map([["u", "批复.pdf"]]))).toEqual([
    { label: "计划名称", before: "计划", after: "计划一" },
    { label: "第1行单价", before: "10.00", after: "9.00" },
    { label: "第1行总金额", before: "50.00", after: "45.00" },
    { label: "附件", before: "批复.pdf", after: null },
    { label: "附件", before: null, after: "v" },
  ]);
  expect(differences(before, { ...before, lines: [] }, FUNDS, new Map())).toHaveLength(7);
});

test("amounts in capital numerals", () => {
  const said = ["0.00", "10400.10", "0.05", "1000000000000.00", "100050.00", "10.50", "1200000000000.01", "100000001.20", "2000600070.00"].map(capital);
  expect(said).toEqual([
    "零元整",
    "壹万零肆佰元壹角整",
    "伍分",
    "壹万亿元整",
    "壹拾万零伍拾元整",
    "壹拾元伍角整",
    "壹万贰仟亿元零壹分",
    "壹亿零壹元贰角整",
    "贰拾亿零陆拾万零柒拾元整",
  ]);
});
