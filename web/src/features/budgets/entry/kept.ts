/** The copy of a budget in this browser: where it lies, and what of it is a form. */

import { newLine, type EntryForm, type EntryLine, type Terms } from "@/features/budgets/entry/form";
import { isRecord, textOf } from "@/lib/form/kept";

/** Where it is kept: one new budget, or one change of `budget`, for each person. */
export const keptPlace = (person: string, budget?: string) => (budget === undefined ? `kept:budget:${person}` : `kept:budget:${person}:${budget}`);

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
