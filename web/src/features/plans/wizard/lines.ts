/** Lines that come and go, and what they take of the budgets. */

import { fundOf, totalOf, type Form, type FormLine } from "@/features/plans/wizard/form";
import type { Fund } from "@/features/plans/wizard/queries";
import { fromFen, toFen } from "@/lib/money";

/** A new line upon a budget's line; price, quantity and unit are those of the budget until one changes them. */
export function newLine(fund: Fund | undefined, isFirst: boolean): FormLine {
  const key = crypto.randomUUID();
  if (fund === undefined) return { key, budget: "", budgetLine: 0, item: "", itemName: "", unitPrice: "", quantity: "", measure: "", parameters: "" };
  const { budget, line } = fund;
  return {
    key,
    budget: budget.id,
    budgetLine: line.number,
    item: line.needs_descendant ? "" : line.item,
    itemName: line.needs_descendant ? "" : line.item_name,
    unitPrice: line.unit_price,
    quantity: isFirst ? String(line.quantity) : "",
    measure: line.measure,
    parameters: "",
  };
}

/** With a new line after this one, upon the same budget unless another is named. */
export function withLine(form: Form, after: number, funds: Map<string, Fund>, fund?: Fund): Form {
  const last = form.lines[after];
  const upon = fund ?? (last ? funds.get(fundOf(last)) : undefined);
  const isFirst = !form.lines.some((line) => fundOf(line) === upon?.id);
  return { ...form, lines: form.lines.toSpliced(after + 1, 0, newLine(upon, isFirst)) };
}

export function withChange(form: Form, key: string, change: Partial<FormLine>): Form {
  return { ...form, lines: form.lines.map((line) => (line.key === key ? { ...line, ...change } : line)) };
}

/** The line upon another line of a budget: what is not filled in yet comes from there. */
export function upon(line: FormLine, fund: Fund, isFirst: boolean): FormLine {
  const fresh = newLine(fund, isFirst);
  return {
    ...fresh,
    key: line.key,
    unitPrice: line.unitPrice || fresh.unitPrice,
    quantity: line.quantity || fresh.quantity,
    measure: line.measure || fresh.measure,
    parameters: line.parameters,
  };
}

export interface Balance {
  fund: Fund;
  /** Free for this plan: what nobody has reserved, and what this plan holds already. */
  free: string;
  /** What this plan takes as it is typed. */
  planned: string;
  /** What then is left; below zero when it is too much. */
  left: string;
  isOver: boolean;
}

/** How the budget lines of a plan stand, in the order in which they are used; `held` is what the plan has reserved. */
export function balancesOf(lines: FormLine[], funds: Map<string, Fund>, held: Map<string, string> = new Map()): Balance[] {
  const ids = [...new Set(lines.map(fundOf))];
  return ids.flatMap((id) => {
    const fund = funds.get(id);
    if (fund === undefined) return [];
    const free = fen(fund.line.balance?.free) + fen(held.get(id));
    const planned = lines.filter((line) => fundOf(line) === id).reduce((sum, line) => sum + fen(totalOf(line)), 0n);
    const left = free - planned;
    return [{ fund, free: fromFen(free), planned: fromFen(planned), left: fromFen(left), isOver: left < 0n }];
  });
}

const fen = (yuan: string | null | undefined) => toFen(yuan ?? "0.00") ?? 0n;

/** What a plan under way holds of each budget line. */
export function heldBy(lines: { budget: string; budget_line: number; total: string }[]): Map<string, string> {
  const held = new Map<string, string>();
  for (const { budget, budget_line, total } of lines) {
    const id = `${budget}/${budget_line}`;
    held.set(id, fromFen(fen(held.get(id)) + fen(total)));
  }
  return held;
}
