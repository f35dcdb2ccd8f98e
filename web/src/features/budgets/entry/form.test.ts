import { expect, test } from "vitest";

import { amountOf, amountOfAll, newForm, newLine, placeInEntry, productOf, paperHint, paperOf, toEntry, type EntryForm, type EntryLine, type Terms } from "@/features/budgets/entry/form";
import { entryFrom } from "@/features/budgets/entry/kept";
import { byPlace } from "@/lib/form/faults";

const terms: Terms = {
  year: 2026,
  years: [2027, 2026, 2025],
  kinds: [
    { code: "initial", label: "年初预算", needs: null },
    { code: "supplement", label: "预算追加", needs: "treasury_approval" },
  ],
  papers: [
    { code: "treasury_approval", label: "财政批文", of_adjustment: true },
    { code: "other", label: "其他附件", of_adjustment: false },
  ],
  sources: [
    { code: "general_budget", label: "一般公共预算资金" },
    { code: "state_capital", label: "国有资本经营预算资金" },
    { code: "unit_funds", label: "单位资金" },
  ],
};

function line(own: Partial<EntryLine> = {}): EntryLine {
  const blank = newLine();
  return { ...blank, item: "A02010105", itemName: "台式计算机", unitPrice: "5,200", quantity: "200", measure: "台", ...own, funding: { ...blank.funding, general_budget: "840000", unit_funds: "200,000.00", ...own.funding } };
}

const form = (lines: EntryLine[]): EntryForm => ({ ...newForm(2026), name: "机房 ", documentNumber: "12号", kind: "initial", lines, attachments: [{ upload: "u", kind: "other" }] });

test("the amount of a line is the sum of its sources, of a budget that of its lines", () => {
  expect(amountOf(line())).toBe("1040000.00");
  expect(productOf(line())).toBe("1040000.00");
  expect(productOf(line({ quantity: "" }))).toBeNull();
  const rich = line();
  rich.funding.general_budget = "999999999999.99";
  expect(amountOfAll([rich, line()])).toBe("1000001239999.99");
});

test("what is sent names each source that gives something, once", () => {
  expect(toEntry(form([line()]), terms)).toEqual({
    body: {
      name: "机房",
      document_number: "12号",
      kind: "initial",
      year: 2026,
      attachments: [{ upload: "u", kind: "other" }],
      lines: [
        {
          item: "A02010105",
          unit_price: "5200.00",
          quantity: 200,
          measure: "台",
          funding: [
            { source: "general_budget", amount: "840000.00" },
            { source: "unit_funds", amount: "200000.00" },
          ],
        },
      ],
    },
  });
});

test("what is missing or no number is told at its field before anything is sent", () => {
  const bad = line({ key: "k", unitPrice: "五千", quantity: "0", measure: " ", item: "" });
  bad.funding.state_capital = "1.234";
  const told = toEntry({ ...newForm(2026), lines: [bad] }, terms);
  if (!("faults" in told)) throw new Error("nothing was told");
  expect(Object.keys(told.faults).sort()).toEqual(["document_number", "k.item", "k.measure", "k.quantity", "k.state_capital", "k.unit_price", "kind", "name"]);
});

test("the server's paths find their field: a source by its place among those that were sent", () => {
  const fault = (field: string) => ({ field, code: "invalid_value", message: field });
  const sent = form([line({ key: "a" }), line({ key: "b" })]);
  const fields = ["name", "lines[1].funding[1].amount", "lines[0].funding", "lines[1].item", "lines", "lines[9].item", "attachments[0].upload"].map(fault);
  expect(Object.keys(byPlace(fields, (path) => placeInEntry(path, sent, terms))).sort()).toEqual(["", "a.funding", "attachments", "b.item", "b.unit_funds", "name"]);
});

test("the copy in this browser reads back", () => {
  const typed = form([line()]);
  const back = entryFrom({ ...typed }, terms);
  expect(back && toEntry(back, terms)).toEqual(toEntry(typed, terms));
  expect(entryFrom({}, terms)).toBeNull();
});

test("a file is taken for the attachment that the type of budget cannot be without", () => {
  expect([paperOf(terms, "supplement"), paperHint(terms, "supplement")]).toEqual(["treasury_approval", "预算追加需上传财政批文。"]);
  expect([paperOf(terms, "initial"), paperHint(terms, "initial")]).toEqual(["other", ""]);
  expect([paperOf(terms, ""), paperHint(terms, "")]).toEqual(["other", ""]);
});
