/** A plan as it is typed, and as it is sent: what cannot be sent stays typed and is told at its cell. */

import type { Schemas } from "@/api/client";
import type { Plan } from "@/features/plans/queries";
import { fromFen, toFen } from "@/lib/money";
import { tidy } from "@/lib/text";

export type Draft = Schemas["DraftInput"];
export type DraftLine = Schemas["DraftLine"];

/** A line as it is typed; `key` stays its own while lines come and go. */
export interface FormLine {
  key: string;
  budget: string;
  budgetLine: number;
  item: string;
  /** The item's name, where it is known. */
  itemName: string;
  unitPrice: string;
  quantity: string;
  measure: string;
  parameters: string;
}

export interface Form {
  name: string;
  lines: FormLine[];
  attachments: string[];
}

export const EMPTY: Form = { name: "", lines: [], attachments: [] };

/** A field that cannot be sent as it is typed. */
export interface Unsendable {
  key: string;
  field: keyof DraftLine;
  message: string;
}

/** What is sent of a form, and what of it cannot be. */
export function toDraft(form: Form): { draft: Draft; unsendable: Unsendable[] } {
  const unsendable: Unsendable[] = [];
  const lines = form.lines.map((line) => {
    const price = amountOf(line.unitPrice);
    const quantity = countOf(line.quantity);
    const [measure, parameters] = [tidy(line.measure), tidy(line.parameters, true)];
    if (price === null) unsendable.push({ key: line.key, field: "unit_price", message: "单价应为数字，最多两位小数，例如 1234.50" });
    if (quantity === null) unsendable.push({ key: line.key, field: "quantity", message: "数量应为整数" });
    const typed: DraftLine = {
      ...(line.budget !== "" && { budget: line.budget, budget_line: line.budgetLine }),
      ...(line.item !== "" && { item: line.item }),
      ...(price && { unit_price: price }),
      ...(typeof quantity === "number" && { quantity }),
      ...(measure !== "" && { measure }),
      ...(parameters !== "" && { parameters }),
    };
    return typed;
  });
  return { draft: { name: tidy(form.name), lines, attachments: form.attachments }, unsendable };
}

/** A typed amount as the API takes it; "" when nothing is typed, null when it is none. */
export function amountOf(typed: string): string | null {
  if (typed.trim() === "") return "";
  const fen = toFen(typed);
  return fen === null || fen < 0n ? null : fromFen(fen);
}

const MOST = 4_294_967_295;

/** A typed whole number; undefined when nothing is typed, null when it is none. */
export function countOf(typed: string): number | undefined | null {
  const plain = typed.normalize("NFKC").replace(/[,\s]/g, "");
  if (plain === "") return undefined;
  const count = /^\d{1,10}$/.test(plain) ? Number(plain) : MOST + 1;
  return count <= MOST ? count : null;
}

/** Unit price × quantity of a line as it is typed; null while it cannot be reckoned. */
export function totalOf(line: Pick<FormLine, "unitPrice" | "quantity">): string | null {
  const [price, quantity] = [amountOf(line.unitPrice), countOf(line.quantity)];
  const fen = price ? toFen(price) : null;
  return fen === null || typeof quantity !== "number" ? null : fromFen(fen * BigInt(quantity));
}

/** The sum of the lines that can be reckoned. */
export function amountOfLines(lines: FormLine[]): string {
  const all = lines.map((line) => toFen(totalOf(line) ?? "0.00") ?? 0n);
  return fromFen(all.reduce((sum, one) => sum + one, 0n));
}

/** The form of a plan as the server keeps it. */
export function fromPlan({ name, draft, lines }: Pick<Plan, "name" | "draft" | "lines">): Form {
  const names = new Map(lines.map((line) => [line.item, line.item_name]));
  return {
    name,
    attachments: [...draft.attachments],
    lines: draft.lines.map((line) => ({
      key: crypto.randomUUID(),
      budget: line.budget ?? "",
      budgetLine: line.budget_line ?? 0,
      item: line.item ?? "",
      itemName: names.get(line.item ?? "") ?? "",
      unitPrice: line.unit_price ?? "",
      quantity: line.quantity === null || line.quantity === undefined ? "" : String(line.quantity),
      measure: line.measure ?? "",
      parameters: line.parameters ?? "",
    })),
  };
}

/** Whether both would be sent alike and nothing that cannot be sent is in either. */
export function isSame(one: Form, other: Form): boolean {
  const [a, b] = [toDraft(one), toDraft(other)];
  return a.unsendable.length === 0 && b.unsendable.length === 0 && JSON.stringify(a.draft) === JSON.stringify(b.draft);
}

/** Which line of a budget a line draws on. */
export const fundOf = ({ budget, budgetLine }: Pick<FormLine, "budget" | "budgetLine">) => (budget === "" ? "" : `${budget}/${budgetLine}`);
