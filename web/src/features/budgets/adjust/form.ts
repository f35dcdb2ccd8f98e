/** An adjustment 预算调剂 as it is typed, and as it is sent: each source gives exactly what is taken of it. */

import type { Schemas } from "@/api/client";
import { amountOf, fenOf, linesOf, newLine, placeInLine, type EntryLine, type Paper, type Source, type Terms } from "@/features/budgets/entry/form";
import { lineFrom } from "@/features/budgets/entry/kept";
import type { Detail } from "@/features/budgets/queries";
import type { Faults } from "@/lib/form/faults";
import { isRecord, textOf } from "@/lib/form/kept";
import { NAME, REASON } from "@/lib/limits";
import { fromFen, toFen } from "@/lib/money";
import { overlong, tidy } from "@/lib/text";

export type AdjustmentEntry = Schemas["AdjustmentEntry"];

export interface AdjustForm {
  name: string;
  reason: string;
  /** What is taken, as it is typed, by account; "" where nothing is. */
  takes: Record<string, string>;
  lines: EntryLine[];
  attachment: { upload: string; kind: Paper } | null;
}

export const newAdjustment = (): AdjustForm => ({ name: "", reason: "", takes: {}, lines: [newLine()], attachment: null });

/** A line and a source of a budget, and what can still be adjusted of it. */
export interface Account {
  key: string;
  line: number;
  item: string;
  itemName: string;
  source: Source;
  label: string;
  amount: string;
  free: string;
}

export const accountsOf = (budget: Detail): Account[] =>
  budget.lines.flatMap((line) =>
    line.funding.map(({ source, label, amount, balance }) => ({
      key: `${line.number}.${source}`,
      line: line.number,
      item: line.item,
      itemName: line.item_name,
      source,
      label,
      amount,
      free: balance?.free ?? "0.00",
    })),
  );

/** The sources that can give something: the new lines have no others. */
export const sourcesOf = (accounts: Account[], terms: Terms): Terms["sources"] =>
  terms.sources.filter(({ code }) => accounts.some(({ source, free }) => source === code && toFen(free) !== 0n));

/** What is taken and given of a source, and what is missing until both are the same. */
export interface Total {
  source: Source;
  label: string;
  taken: string;
  given: string;
  /** Taken less given: above zero there is still something to give. */
  left: bigint;
}

export function totalsOf(form: AdjustForm, accounts: Account[], sources: Terms["sources"]): Total[] {
  return sources.map(({ code, label }) => {
    const taken = accounts.filter(({ source }) => source === code).reduce((sum, { key }) => sum + (fenOf(form.takes[key] ?? "") ?? 0n), 0n);
    const given = form.lines.reduce((sum, line) => sum + (fenOf(line.funding[code] ?? "") ?? 0n), 0n);
    return { source: code, label, taken: fromFen(taken), given: fromFen(given), left: taken - given };
  });
}

export const takenOf = (totals: Total[]): string => fromFen(totals.reduce((sum, { taken }) => sum + (toFen(taken) ?? 0n), 0n));
export const givenOf = (lines: EntryLine[]): string => fromFen(lines.reduce((sum, line) => sum + (toFen(amountOf(line)) ?? 0n), 0n));

const taken = (form: AdjustForm, accounts: Account[]): Account[] => accounts.filter(({ key }) => (form.takes[key] ?? "").trim() !== "");

/** What is sent, once nothing is missing and every source comes out even; otherwise what is wrong, by field. */
export function toAdjustment(form: AdjustForm, accounts: Account[], terms: Terms): { body: AdjustmentEntry } | { faults: Faults } {
  const faults: Faults = {};
  const [name, reason] = [tidy(form.name), tidy(form.reason, true)];
  const wrong = (field: string, fault: string | undefined) => fault !== undefined && (faults[field] = fault);
  wrong("name", name === "" ? "请填写调剂后的预算名称" : overlong(name, NAME));
  wrong("reason", reason === "" ? "请填写调剂理由" : overlong(reason, REASON));
  const chosen = taken(form, accounts);
  if (chosen.length === 0) faults.takes = "请在要调剂的明细上填写调剂金额";
  for (const { key, free } of chosen) {
    const fen = fenOf(form.takes[key] ?? "");
    if (fen === null) faults[key] = "金额应为数字，最多两位小数";
    else if (fen === 0n) faults[key] = "金额应大于0";
    else if (fen > (toFen(free) ?? 0n)) faults[key] = `最多可调剂 ${free} 元`;
  }
  const lines = linesOf(form.lines, terms, faults);
  for (const { label, left } of totalsOf(form, accounts, sourcesOf(accounts, terms))) {
    if (left !== 0n) faults.balance = `${label}调出与调入相差 ${fromFen(left < 0n ? -left : left)} 元，两者应相等`;
  }
  if (form.attachment === null) faults.attachment = "请上传一个附件";
  if (Object.keys(faults).length > 0 || form.attachment === null) return { faults };
  const takes = chosen.map(({ key, line, source }) => ({ line, source, amount: fromFen(fenOf(form.takes[key] ?? "") ?? 0n) }));
  return { body: { name, reason, takes, lines, attachment: form.attachment } };
}

/** The field of the form that was sent to which a fault of the server's belongs; "" where it belongs to none. */
export function placeInAdjustment(path: (string | number)[], sent: AdjustForm, accounts: Account[], terms: Terms): string {
  const [whole, index] = path;
  if (whole === "takes") return typeof index === "number" ? (taken(sent, accounts)[index]?.key ?? "takes") : "takes";
  const place = placeInLine(path, sent.lines, terms);
  if (place !== undefined) return place;
  if (whole === "lines") return "balance";
  return ["name", "reason", "attachment"].includes(String(whole)) ? String(whole) : "";
}

export const adjustPlace = (person: string, budget: string) => `kept:adjustment:${person}:${budget}`;

/** A copy in this browser as a form; null where it is none. */
export function adjustmentFrom(kept: Record<string, unknown>, terms: Terms): AdjustForm | null {
  if (!Array.isArray(kept.lines)) return null;
  const takes = isRecord(kept.takes) ? kept.takes : {};
  const paper = isRecord(kept.attachment) ? kept.attachment : {};
  const kind = terms.papers.find(({ code, of_adjustment: fits }) => fits && code === paper.kind)?.code;
  const upload = textOf(paper, "upload");
  return {
    name: textOf(kept, "name"),
    reason: textOf(kept, "reason"),
    takes: Object.fromEntries(Object.keys(takes).map((key) => [key, textOf(takes, key)])),
    lines: kept.lines.flatMap((line) => lineFrom(line, terms)),
    attachment: kind !== undefined && upload !== "" ? { upload, kind } : null,
  };
}
