/** The copy of a budget in this browser: where it lies, and what of it is a form. */

import { newForm, newLine, type EntryForm, type EntryLine, type Terms } from "@/features/budgets/entry/form";
import { isRecord, textOf } from "@/lib/form/kept";
import { isSame } from "@/lib/form/saving";

/** Where a person's change of a budget is kept. */
export const keptPlace = (person: string, budget: string) => `kept:budget:${person}:${budget}`;

/** How the places of budgets begin that are not there yet. */
export const newBudgets = (person: string) => `kept:budget:${person}:new:`;

/** What a new budget is about, in words; null where nothing is in it. */
export function titleOf(kept: Record<string, unknown>, terms: Terms): string | null {
  const form = entryFrom(kept, terms);
  if (form === null || isSame(form, newForm(terms.year))) return null;
  return form.name.trim() || form.documentNumber.trim() || "未填写名称的预算";
}

export function entryFrom(kept: Record<string, unknown>, terms: Terms): EntryForm | null {
  if (typeof kept.year !== "number" || !Array.isArray(kept.lines)) return null;
  return {
    name: textOf(kept, "name"),
    documentNumber: textOf(kept, "documentNumber"),
    kind: terms.kinds.find(({ code }) => code === kept.kind)?.code ?? "",
    year: kept.year,
    lines: kept.lines.flatMap((line) => lineFrom(line, terms)),
    attachments: Array.isArray(kept.attachments) ? kept.attachments.flatMap((paper) => paperFrom(paper, terms)) : [],
  };
}

function paperFrom(value: unknown, terms: Terms): EntryForm["attachments"] {
  if (!isRecord(value) || typeof value.upload !== "string") return [];
  return [{ upload: value.upload, kind: terms.papers.find(({ code }) => code === value.kind)?.code ?? "other" }];
}

export function lineFrom(value: unknown, terms: Terms): EntryLine[] {
  if (!isRecord(value)) return [];
  const line = newLine();
  const kept = isRecord(value.funding) ? value.funding : {};
  for (const { code } of terms.sources) line.funding[code] = textOf(kept, code);
  return [
    {
      ...line,
      item: textOf(value, "item"),
      itemName: textOf(value, "itemName"),
      unitPrice: textOf(value, "unitPrice"),
      quantity: textOf(value, "quantity"),
      measure: textOf(value, "measure"),
    },
  ];
}
