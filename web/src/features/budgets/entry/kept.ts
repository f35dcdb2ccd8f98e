/** The copy of a budget that is typed in this browser, until it is added or changed: a crash or an ended session loses nothing. */

import { newLine, type EntryForm, type EntryLine, type Terms } from "@/features/budgets/entry/form";

/** Where it is kept: one new budget, or one change of `budget`, for each person. */
export const keptPlace = (person: string, budget?: string) => (budget === undefined ? `kept:budget:${person}` : `kept:budget:${person}:${budget}`);

export function readKept(place: string, terms: Terms): EntryForm | null {
  const text = localStorage.getItem(place);
  if (text === null) return null;
  try {
    const read: unknown = JSON.parse(text);
    if (!isRecord(read) || typeof read.year !== "number" || !Array.isArray(read.lines)) return null;
    const kind = terms.kinds.find(({ code }) => code === read.kind)?.code ?? "";
    const attachments = Array.isArray(read.attachments) ? read.attachments.flatMap((paper) => paperFrom(paper, terms)) : [];
    return { name: textOf(read, "name"), documentNumber: textOf(read, "documentNumber"), kind, year: read.year, lines: read.lines.flatMap((line) => lineFrom(line, terms)), attachments, version: typeof read.version === "number" ? read.version : 0 };
  } catch {
    return null;
  }
}

export function writeKept(place: string, form: object): void {
  try {
    localStorage.setItem(place, JSON.stringify(form));
  } catch {
    // No room: it is still on the page.
  }
}

export const dropKept = (place: string) => localStorage.removeItem(place);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

export function textOf(record: Record<string, unknown>, name: string): string {
  const value = record[name];
  return typeof value === "string" ? value : "";
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
