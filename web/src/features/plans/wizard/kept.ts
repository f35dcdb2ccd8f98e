/** The copy of a plan in this browser: where it lies, and what of it is a form. */

import { EMPTY, isSame, type Form, type FormLine } from "@/features/plans/wizard/form";
import { isRecord, textOf } from "@/lib/form/kept";

/** The place of a person's copy of a plan that is there. */
export const keptPlace = (person: string, plan: string, purpose: "plan" | "edit") => `kept:${purpose}:${person}:${plan}`;

/** How the places of plans begin that are not there yet. */
export const newPlans = (person: string) => `kept:plan:${person}:new:`;

/** What a new plan is about, in words; null where nothing is in it. */
export function titleOf(kept: Record<string, unknown>): string | null {
  const form = formFrom(kept);
  if (form === null || isSame(form, EMPTY)) return null;
  return form.name.trim() || form.lines.find(({ itemName }) => itemName !== "")?.itemName || "未填写名称的计划";
}

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
