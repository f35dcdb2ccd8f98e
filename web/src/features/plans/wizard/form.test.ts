import { expect, test } from "vitest";

import { amountOf, amountOfLines, countOf, fromPlan, isSame, toDraft, totalOf, type FormLine } from "@/features/plans/wizard/form";
import { formFrom } from "@/features/plans/wizard/kept";

const line = (own: Partial<FormLine> = {}): FormLine => ({
  key: "k",
  budget: "b1",
  budgetLine: 1,
  item: "A02010105",
  itemName: "台式计算机",
  unitPrice: "5200",
  quantity: "2",
  measure: "台",
  parameters: "",
  ...own,
});

test("totals are reckoned in whole fen, up to the largest amounts", () => {
  expect(totalOf(line({ unitPrice: "0.07", quantity: "3" }))).toBe("0.21");
  expect(totalOf(line({ unitPrice: "999,999,999,999.99", quantity: "1" }))).toBe("999999999999.99");
  expect(totalOf(line({ unitPrice: "250000000000.01", quantity: "4" }))).toBe("1000000000000.04");
  expect(totalOf(line({ unitPrice: "" }))).toBeNull();
  expect(totalOf(line({ quantity: "两" }))).toBeNull();
  expect(amountOfLines([line(), line({ quantity: "" }), line({ unitPrice: "0.10", quantity: "1" })])).toBe("10400.10");
});

test("amounts and numbers are read as people type them", () => {
  expect(amountOf(" １，２３４．５ ")).toBe("1234.50");
  expect([amountOf(""), amountOf("-1"), amountOf("1.234"), amountOf("约五千")]).toEqual(["", null, null, null]);
  expect([countOf("１２"), countOf("1,000"), countOf(""), countOf("1.5"), countOf("99999999999")]).toEqual([12, 1000, undefined, null, null]);
});

test("what cannot be sent stays out of the draft and is told at its cell", () => {
  const { draft, unsendable } = toDraft({ name: " 计划 ", lines: [line({ unitPrice: "五千" }), line({ key: "l", quantity: "1.5" })], attachments: ["u"] });
  expect(draft.name).toBe("计划");
  expect(draft.lines[0]).toEqual({ budget: "b1", budget_line: 1, item: "A02010105", quantity: 2, measure: "台" });
  expect(unsendable.map(({ key, field }) => `${key}.${field}`)).toEqual(["k.unit_price", "l.quantity"]);
});

test("a line that is not begun is sent as such", () => {
  const blank = line({ budget: "", budgetLine: 0, item: "", unitPrice: " ", quantity: "", measure: " ", parameters: "\n" });
  expect(toDraft({ name: "x", lines: [blank], attachments: [] }).draft.lines).toEqual([{}]);
});

test("what the server keeps comes back as the same form", () => {
  const form = { name: "计划", lines: [line({ unitPrice: "5200.00" }), line({ key: "x", budget: "", budgetLine: 0, item: "", unitPrice: "", quantity: "" })], attachments: ["u"] };
  const { draft } = toDraft(form);
  const back = fromPlan({ name: "计划", draft: { name: "计划", lines: draft.lines, attachments: ["u"] }, lines: [] });
  expect(isSame(form, back)).toBe(true);
  expect(isSame(form, { ...back, name: "另一个" })).toBe(false);
});

test("the copy in this browser reads back, and what is none does not", () => {
  const form = { name: "计划", lines: [line()], attachments: ["u"] };
  expect(formFrom({ ...form })).toEqual(form);
  expect(formFrom({ name: 1 })).toBeNull();
  expect(formFrom({ ...form, lines: ["x"] })?.lines).toEqual([]);
});
