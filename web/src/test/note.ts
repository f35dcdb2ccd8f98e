import { vi } from "vitest";

import { FormEngine } from "@/lib/form/engine";
import { readKept } from "@/lib/form/kept";
import type { FormWays, Upon } from "@/lib/form/ways";
import { Refused } from "@/lib/problem";

export interface Form {
  text: string;
}
export interface Answer {
  id?: string;
  version: number;
  said: string;
}

export const fieldFaults = (fields: string[]) => fields.map((field) => ({ field, code: "bad", message: `${field}不对` }));

export const refusal = (status: number, code: string, own: { current?: unknown; fields?: string[] } = {}) =>
  new Refused({ status, code, title: code, errors: fieldFaults(own.fields ?? []), current: own.current });

export const PLACE = "kept:note:lin:n1";
const formOf = (kept: Record<string, unknown>): Form | null => (typeof kept.text === "string" ? { text: kept.text } : null);
const onServer = { id: "n1", version: 1 };
export const keep = (text: string, version = 1, createKey = "") => localStorage.setItem(PLACE, JSON.stringify({ form: { text }, version, createKey }));
export const kept = (place = PLACE) => readKept(place, formOf)?.form.text;

/** A note: found as "a" on the server, unless it is said otherwise. */
export function note(own: Partial<FormWays<Form, string, Answer>> = {}) {
  let version = own.version ?? 1;
  const send = vi.fn((body: string, { id = "n1" }: Upon): Promise<Answer> => Promise.resolve({ id, version: (version += 1), said: `saved ${body}` }));
  const ways: FormWays<Form, string, Answer> = {
    sends: "itself",
    place: (id) => `kept:note:lin:${id ?? "new"}`,
    found: () => ({ text: "a" }),
    ...onServer,
    formOf,
    ready: ({ text }) => ({ body: text }),
    send,
    isWorth: ({ text }) => text !== "",
    ...own,
  };
  const engine = new FormEngine(ways);
  const types = (text: string) => engine.change(() => ({ text }));
  return { engine, ways, send, types, at: () => engine.snapshot().saving.at, sent: () => send.mock.calls.map(([body, upon]) => [body, upon.id, upon.version]) };
}

export const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
