/** What the server, and this page, say about single fields: by line and cell, however lines come and go meanwhile. */

import type { Schemas } from "@/api/client";
import type { FormLine, Unsendable } from "@/features/plans/wizard/form";
import { fieldPath, type FieldFault } from "@/lib/problem";

/** `bad` must be mended, `todo` is still to be filled in, `warn` is allowed and looked at. */
export type Tone = "bad" | "todo" | "warn";

export interface Note {
  tone: Tone;
  /** The cell it is about, as the API names it; "" for the line as a whole. */
  cell: string;
  message: string;
}

export interface Notes {
  name: string[];
  /** By the key of the line. */
  lines: Map<string, Note[]>;
  /** By their place among the attachments. */
  attachments: Map<number, string>;
  /** What is about the lines as a whole, or about nothing that is shown. */
  rest: Note[];
}

/** The cells of a line, in their order, and what people call them. */
export const CELLS = {
  budget: "使用预算",
  item: "品目",
  unit_price: "单价",
  quantity: "数量",
  measure: "单位",
  parameters: "商品参数",
} as const;

const COLUMN: Record<string, string> = { budget_line: "budget", total: "quantity" };

export interface Said {
  /** The lines as they were when this was said. */
  of: FormLine[];
  faults?: FieldFault[] | undefined;
  warnings?: Schemas["Warning"][] | undefined;
}

/** Sorts all that was said to the cells; `unsendable` is what never reached the server. */
export function notesOf(said: Said[], unsendable: Unsendable[] = []): Notes {
  const notes: Notes = { name: [], lines: new Map(), attachments: new Map(), rest: [] };
  for (const { key, field, message } of unsendable) add(notes, key, { tone: "bad", cell: field, message });
  for (const { of, faults = [], warnings = [] } of said) {
    for (const { field, code, message } of faults) place(notes, of, field, code === "missing_field" ? "todo" : "bad", message);
    for (const { field, message } of warnings) place(notes, of, field, "warn", message);
  }
  return notes;
}

function place(notes: Notes, of: FormLine[], field: string, tone: Tone, message: string): void {
  const [whole, index, cell = ""] = fieldPath(field);
  const line = whole === "lines" && typeof index === "number" ? of[index] : undefined;
  if (line) add(notes, line.key, { tone, cell: COLUMN[cell] ?? String(cell), message });
  else if (whole === "name") notes.name = [...new Set([...notes.name, message])];
  else if (whole === "attachments" && typeof index === "number") notes.attachments.set(index, message);
  else notes.rest.push({ tone, cell: "", message });
}

/** A cell whose text cannot be sent is not missing as well. */
function add(notes: Notes, key: string, note: Note): void {
  const own = notes.lines.get(key) ?? [];
  if (note.tone === "todo" && own.some(({ cell, tone }) => cell === note.cell && tone === "bad")) return;
  if (own.some(({ cell, tone, message }) => cell === note.cell && tone === note.tone && message === note.message)) return;
  notes.lines.set(key, [...own, note]);
}

/** The notes of a line that are shown: what is only missing is told once one has been through the lines. */
export function shownNotes(notes: Notes, key: string, strict: boolean): Note[] {
  return (notes.lines.get(key) ?? []).filter(({ tone }) => strict || tone !== "todo");
}

/** A note as it is told below its line: it names its cell, unless its words or those of a warning do. */
export function noteWords({ tone, cell, message }: Note): string {
  const name = Object.entries(CELLS).find(([own]) => own === cell)?.[1] ?? "";
  return name === "" || tone === "warn" || message.includes(name) ? message : `${name}：${message}`;
}
