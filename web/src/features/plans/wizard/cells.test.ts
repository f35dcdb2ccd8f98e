import { expect, test } from "vitest";

import { notesOf, noteWords, shownNotes } from "@/features/plans/wizard/cells";
import type { FormLine } from "@/features/plans/wizard/form";

const line = (key: string): FormLine => ({ key, budget: "", budgetLine: 0, item: "", itemName: "", unitPrice: "", quantity: "", measure: "", parameters: "" });
const fault = (field: string, code: string, message: string) => ({ field, code, message });

test("paths of the server find their line and cell, also after lines were taken away", () => {
  const sent = [line("a"), line("b"), line("c")];
  const notes = notesOf([{ of: sent, faults: [fault("lines[2].unit_price", "invalid_value", "不对"), fault("lines[1].budget_line", "invalid_value", "请选择")] }]);
  expect(notes.lines.get("c")).toEqual([{ tone: "bad", cell: "unit_price", message: "不对" }]);
  expect(notes.lines.get("b")).toEqual([{ tone: "bad", cell: "budget", message: "请选择" }]);
  expect(notes.lines.has("a")).toBe(false);
});

test("a budget that is not enough is told at its line, names and attachments at theirs, the rest above", () => {
  const notes = notesOf([
    {
      of: [line("a")],
      faults: [
        fault("lines[0]", "budget_insufficient", "第1行预算不足"),
        fault("name", "invalid_value", "太长"),
        fault("attachments[1]", "attachment_not_checked", "附件不能使用"),
        fault("lines", "too_many", "最多40行"),
        fault("lines[7].item", "item_unknown", "没有这一行"),
      ],
    },
  ]);
  expect(notes.lines.get("a")).toEqual([{ tone: "bad", cell: "", message: "第1行预算不足" }]);
  expect(notes.name).toEqual(["太长"]);
  expect(notes.attachments.get(1)).toBe("附件不能使用");
  expect(notes.rest.map(({ message }) => message)).toEqual(["最多40行", "没有这一行"]);
});

test("what is only missing waits until one has been through the lines, and is not told of what cannot be sent", () => {
  const unsendable = [{ key: "a", field: "unit_price" as const, message: "单价应为数字" }];
  const faults = [fault("lines[0].unit_price", "missing_field", "请填写单价"), fault("lines[0].item", "missing_field", "请选择品目")];
  const warnings = [{ field: "lines[0].quantity", message: "高于预算" }];
  const notes = notesOf([{ of: [line("a")], faults, warnings }], unsendable);
  expect(shownNotes(notes, "a", false).map(({ tone, cell }) => `${tone} ${cell}`)).toEqual(["bad unit_price", "warn quantity"]);
  expect(shownNotes(notes, "a", true).map(({ message }) => message)).toEqual(["单价应为数字", "请选择品目", "高于预算"]);
  const words = (tone: "bad" | "todo" | "warn", cell: string, message: string) => noteWords({ tone, cell, message });
  expect([words("bad", "item", "不在采购目录中"), words("bad", "quantity", "数量应为整数"), words("warn", "quantity", "总金额高于总额"), words("bad", "", "多了一行")]).toEqual([
    "品目：不在采购目录中",
    "数量应为整数",
    "总金额高于总额",
    "多了一行",
  ]);
});
