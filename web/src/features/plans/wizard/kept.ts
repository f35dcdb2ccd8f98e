/** The copy of a plan in this browser, kept until the server has it: a crash or an ended session loses nothing. */

import type { Form, FormLine } from "@/features/plans/wizard/form";

export interface Kept {
  form: Form;
  /** The version it was typed upon; 0 before the plan is there. */
  version: number;
  /** The key under which the plan is created, so that it is created once. */
  createKey: string;
}

/** The place of a person's copy; without a plan, of the one that is not there yet. */
export const keptPlace = (person: string, plan: string | undefined, purpose: "plan" | "edit" = "plan") => `kept:${purpose}:${person}:${plan ?? "new"}`;

export function readKept(place: string): Kept | null {
  const text = localStorage.getItem(place);
  if (text === null) return null;
  try {
    const read: unknown = JSON.parse(text);
    if (!isRecord(read) || !isRecord(read.form) || typeof read.version !== "number" || typeof read.createKey !== "string") return null;
    const { name, lines, attachments } = read.form;
    if (typeof name !== "string" || !Array.isArray(lines) || !Array.isArray(attachments)) return null;
    const form = { name, lines: lines.flatMap(lineOf), attachments: attachments.filter((one) => typeof one === "string") };
    return { form, version: read.version, createKey: read.createKey };
  } catch {
    return null;
  }
}

/** Whether there was room for it. */
export function writeKept(place: string, kept: Kept): boolean {
  try {
    localStorage.setItem(place, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export const dropKept = (place: string) => localStorage.removeItem(place);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function lineOf(value: unknown): FormLine[] {
  if (!isRecord(value)) return [];
  const text = (name: string) => (typeof value[name] === "string" ? value[name] : "");
  const budgetLine = typeof value.budgetLine === "number" ? value.budgetLine : 0;
  return [
    {
      key: text("key") || crypto.randomUUID(),
      budget: text("budget"),
      budgetLine,
      item: text("item"),
      itemName: text("itemName"),
      unitPrice: text("unitPrice"),
      quantity: text("quantity"),
      measure: text("measure"),
      parameters: text("parameters"),
    },
  ];
}
