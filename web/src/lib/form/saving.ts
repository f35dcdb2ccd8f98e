/** How far a form is saved, and what a failure means for the next try. */

import { isRecord } from "@/lib/form/kept";
import { toTrouble, type Trouble } from "@/lib/problem";

export type Saving =
  /** Nothing that could be saved yet. */
  | { at: "idle" }
  /** Typed, and not sent yet. */
  | { at: "waiting" }
  | { at: "sending" }
  | { at: "saved"; when: Date }
  /** No answer; what is sent by itself is tried again by itself. */
  | { at: "offline"; trouble: Trouble }
  /** Refused as it is; the next change is tried again. */
  | { at: "refused"; trouble: Trouble }
  /** Someone else, or another window, was first; waits for a choice. */
  | { at: "conflict"; trouble: Trouble }
  /** It cannot be saved any more. */
  | { at: "closed"; trouble: Trouble };

/** Whether nothing is sent by itself until somebody chose. */
export const isStuck = ({ at }: Saving): boolean => at === "conflict" || at === "closed";

export const troubleOf = (saving: Saving): Trouble | undefined => ("trouble" in saving ? saving.trouble : undefined);

export function afterwards(trouble: Trouble): Saving {
  // The same person may come back, and goes on then.
  if (trouble.code === "another_person") return { at: "refused", trouble };
  if (trouble.code === "stale_version") return { at: "conflict", trouble };
  if (trouble.retryable || trouble.handling === "session") return { at: "offline", trouble };
  if (["stale", "absent", "forbidden"].includes(trouble.handling)) return { at: "closed", trouble };
  return { at: "refused", trouble };
}

/** Whether both hold the same, whatever their lines are called here. */
export function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map((form) => JSON.stringify(form, (name, value: unknown) => (name === "key" ? undefined : value)));
  return a === b;
}

/** What a conflict names as there now. */
export function headOf(current: unknown): { id: string; version: number } | null {
  if (!isRecord(current)) return null;
  const { id, version } = current;
  return typeof id === "string" && typeof version === "number" ? { id, version } : null;
}

/** Sends again after a moment, so many times, while the same request may do better. */
export async function patiently<Answer>(send: () => Promise<Answer>, tries: number, moment = 1_000): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (tries === 0 || !toTrouble(error).retryable) throw error;
    await new Promise((resolve) => setTimeout(resolve, moment));
    return patiently(send, tries - 1, moment * 2);
  }
}
