/** The copy of a plan in this browser: where it lies, and what of it is a form. */

import type { Form, FormLine } from "@/features/plans/wizard/form";
import { isRecord, textOf } from "@/lib/form/kept";

/** The place of a person's copy; without a plan, of the one that is not there yet. */
export const keptPlace = (person: string, plan: string | undefined, purpose: "plan" | "edit" = "plan") => `kept:${purpose}:${person}:${plan ?? "new"}`;

export function formFrom({ name, lines, attachments }: Record<string, unknown>): Form | null {
  if (typeof name !== "string" || !Array.isArray(lines) || !Array.isArray(attachments)) return null;
  return { name, lines: lines.flatMap(lineFrom), attachments: attachments.filter((one) => typeof one === "string") };
}

function lineFrom(value: unknown): FormLine[] {
  if (!isRecord(value)) return [];
  const text = (name: string) => textOf(value, name);
  return [
    {
      key: text("key") || crypto.randomUUID(),
      budget: text("budget"),
      budgetLine: typeof value.budgetLine === "number" ? value.budgetLine : 0,
      item: text("item"),
      itemName: text("itemName"),
      unitPrice: text("unitPrice"),
      quantity: text("quantity"),
      measure: text("measure"),
      parameters: text("parameters"),
    },
  ];
}
