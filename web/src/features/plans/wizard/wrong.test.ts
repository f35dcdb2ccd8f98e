import { expect, test } from "vitest";

import type { Form, FormLine } from "@/features/plans/wizard/form";
import { withoutField, wrongIn } from "@/features/plans/wizard/wrong";
import { fieldPath } from "@/lib/problem";

const line = (key: string, own: Partial<FormLine> = {}): FormLine => ({ key, budget: "b1", budgetLine: 1, item: "A02010105", itemName: "台式计算机", unitPrice: "5200", quantity: "2", measure: "台", parameters: "", ...own });
const form = (own: Partial<Form> = {}): Form => ({ name: "计划", lines: [line("a"), line("b")], attachments: ["u"], ...own });
const many = (count: number) => Array.from({ length: count }, (_, n) => line(String(n)));

test.each<[string, Form, string[]]>([
  ["nothing", form(), []],
  ["a name of 100 characters", form({ name: `${"字".repeat(60)} ` }), []],
  ["a name of 63", form({ name: "字".repeat(63) }), ["name"]],
  ["no name, or one that nobody sees", form({ name: "\u200b " }), ["name"]],
  ["a unit of 11 and parameters of 2001", form({ lines: [line("a"), line("b", { measure: "字".repeat(11), parameters: "字".repeat(2001) })] }), ["lines[1].measure", "lines[1].parameters"]],
  ["41 lines", form({ lines: many(41) }), ["lines"]],
])("what cannot be saved: %s", (_, typed, fields) => expect(wrongIn(typed).map(({ field }) => field)).toEqual(fields));

const THERE = form({ name: "原名", lines: [line("b", { measure: "把", unitPrice: "1", item: "A02", itemName: "设备", budgetLine: 2 }), line("a", { quantity: "9" })] });
const path = (field: string) => fieldPath(field);

test.each<[string, Form | null, Partial<Form>]>([
  ["name", THERE, { name: "原名" }],
  ["lines[1].measure", THERE, { lines: [line("a"), line("b", { measure: "把" })] }],
  ["lines[1].budget_line", THERE, { lines: [line("a"), line("b", { budgetLine: 2 })] }],
  ["lines[1].item", THERE, { lines: [line("a"), line("b", { item: "A02", itemName: "设备" })] }],
  ["lines[0].quantity", THERE, { lines: [line("a", { quantity: "9" }), line("b")] }],
  ["lines[0].unit_price", null, { lines: [line("a", { unitPrice: "" }), line("b")] }],
  ["attachments[0]", THERE, { attachments: [] }],
])("without %s the rest goes as it is typed", (field, there, changed) => expect(withoutField(form(), path(field), there)).toEqual({ ...form(), ...changed }));

test("a new draft begins with the beginning of a name that is too long; lines and parameters beyond what is kept stay here", () => {
  expect(withoutField(form({ name: "字".repeat(63) }), ["name"], null)?.name).toBe("字".repeat(60));
  expect(withoutField(form({ lines: many(43) }), ["lines"], null)?.lines).toHaveLength(40);
  expect(withoutField(form({ lines: [line("a", { parameters: "长" })] }), ["lines"], THERE)?.lines).toEqual([line("a")]);
});

test("what is about no field of the draft cannot be taken out", () => {
  expect([[""], ["lines", 0], ["lines", 0, "other"], ["version"]].map((one) => withoutField(form(), one, THERE))).toEqual([null, null, null, null]);
});
