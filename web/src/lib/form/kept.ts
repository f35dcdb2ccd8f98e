/** The copy of a form in this browser, kept until the server has it: a crash or an ended session loses nothing. */

import { now } from "@/lib/clock";
import { storage } from "@/lib/storage";

export interface Kept<Form> {
  form: Form;
  /** The version it was typed upon; 0 before it is on the server. */
  version: number;
  /** The key under which it is begun, so that it is begun once. */
  createKey: string;
}

/** What was kept; null where there is none, or none that `formOf` takes for a form. */
export function readKept<Form>(place: string, formOf: (kept: Record<string, unknown>) => Form | null): Kept<Form> | null {
  try {
    const read: unknown = JSON.parse(storage.read(place) ?? "null");
    if (!isRecord(read)) return null;
    // Copies of budgets once were the form itself, its version among its fields.
    const form = formOf(isRecord(read.form) ? read.form : read);
    return form && { form, version: typeof read.version === "number" ? read.version : 0, createKey: textOf(read, "createKey") };
  } catch {
    return null;
  }
}

export const writeKept = (place: string, kept: Kept<unknown>) => storage.write(place, JSON.stringify({ ...kept, at: now().toISOString() }));

export const dropKept = (place: string) => storage.drop(place);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Takes a copy for a form where it has all of its members, so that one of another version of this page is not. */
export const likeIt =
  <Form extends object>(found: Form) =>
  (kept: Record<string, unknown>): Form | null =>
    isLike(kept, found) ? kept : null;

const isLike = <Form extends object>(kept: object, found: Form): kept is Form => Object.keys(found).every((name) => name in kept);

export function textOf(record: Record<string, unknown>, name: string): string {
  const value = record[name];
  return typeof value === "string" ? value : "";
}
