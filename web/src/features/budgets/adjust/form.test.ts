import { expect, test } from "vitest";

import { adjustmentFrom, newAdjustment, placeInAdjustment, sourcesOf, toAdjustment, totalsOf, type Account, type AdjustForm } from "@/features/budgets/adjust/form";
import { newLine, type Terms } from "@/features/budgets/entry/form";
import { byPlace } from "@/lib/form/faults";

const terms: Terms = {
  year: 2026,
  years: [2026],
  kinds: [],
  papers: [
    { code: "meeting_minutes", label: "会议纪要", of_adjustment: true },
    { code: "other", label: "其他附件", of_adjustment: false },
  ],
  sources: [
    { code: "general_budget", label: "一般公共预算资金" },
    { code: "unit_funds", label: "单位资金" },
  ],
};
const account = (line: number, source: Account["source"], free: string): Account => ({ key: `${line}.${source}`, line, item: "A02010105", itemName: "台式计算机", source, label: source, amount: "1000.00", free });
const accounts = [account(1, "general_budget", "1000.00"), account(2, "general_budget", "500.05"), account(2, "unit_funds", "0.00")];
const form = (own: Partial<AdjustForm> = {}): AdjustForm => ({
  ...newAdjustment(),
  name: "改购家具",
  reason: "需求变化",
  takes: { "1.general_budget": "400", "2.general_budget": "５００.05" },
  lines: [{ ...newLine(), key: "a", item: "A05010201", itemName: "办公桌", unitPrice: "900.05", quantity: "1", measure: "张", funding: { general_budget: "900.05" } }],
  attachment: { upload: "u", kind: "meeting_minutes" },
  ...own,
});

test("what comes out even, source by source, is sent", () => {
  const told = toAdjustment(form(), accounts, terms);
  expect("body" in told && told.body.takes).toEqual([
    { line: 1, source: "general_budget", amount: "400.00" },
    { line: 2, source: "general_budget", amount: "500.05" },
  ]);
});

test("one fen more or less than what is taken is told before anything is sent", () => {
  const uneven = form({ takes: { "1.general_budget": "900.06" } });
  expect(totalsOf(uneven, accounts, terms.sources)[0]).toMatchObject({ taken: "900.06", given: "900.05", left: 1n });
  expect(toAdjustment(uneven, accounts, terms)).toEqual({ faults: { balance: "一般公共预算资金调出与调入相差 0.01 元，两者应相等" } });
});

test("nothing is taken beyond what is free, nor nothing at all, and the attachment is asked for", () => {
  const wrong = toAdjustment(form({ takes: { "1.general_budget": "1000.01", "2.general_budget": "0" }, attachment: null, name: " " }), accounts, terms);
  expect("faults" in wrong && Object.keys(wrong.faults).sort()).toEqual(["1.general_budget", "2.general_budget", "attachment", "balance", "name"]);
  const none = toAdjustment(form({ takes: {} }), accounts, terms);
  expect("faults" in none && none.faults.takes).toBeDefined();
});

test("only sources that have something left are on offer for the new lines", () => {
  expect(sourcesOf(accounts, terms).map(({ code }) => code)).toEqual(["general_budget"]);
});

test("the server's paths find their field: a take by its place among those that take", () => {
  const sent = form({ takes: { "2.general_budget": "1" } });
  const fields = ["takes[0].amount", "takes", "lines[0].item", "lines", "attachment.kind", "reason", "other"].map((field) => ({ field, code: "x", message: field }));
  expect(Object.keys(byPlace(fields, (path) => placeInAdjustment(path, sent, accounts, terms))).sort()).toEqual(["", "2.general_budget", "a.item", "attachment", "balance", "reason", "takes"]);
});

test("the copy in this browser reads back, and a kind that is no longer on offer is asked for anew", () => {
  const back = adjustmentFrom({ ...form() }, terms);
  expect(back && toAdjustment(back, accounts, terms)).toEqual(toAdjustment(form(), accounts, terms));
  expect(adjustmentFrom({ ...form({ attachment: { upload: "u", kind: "other" } }) }, terms)?.attachment).toBeNull();
  expect(adjustmentFrom({}, terms)).toBeNull();
});
