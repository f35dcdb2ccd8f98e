/** One act on many budgets: in small portions, so that its progress is seen, and with an outcome for each of them. */

import { toTrouble } from "@/lib/problem";

/** What became of one. */
export interface Outcome<One> {
  one: One;
  /** Why not, in words; null when it was done. */
  refused: string | null;
  /** Whether the same may do better a moment later. */
  again?: true;
}

export interface Progress {
  done: number;
  of: number;
}

export function portions<One>(all: One[], size: number): One[][] {
  const found: One[][] = [];
  for (let from = 0; from < all.length; from += size) found.push(all.slice(from, from + size));
  return found;
}

/**
 * Sends one portion after another. `send` answers an outcome for each of its portion; where it throws, those are not
 * done for the reason that it throws. What may do better a moment later (no connection, a busy server) ends it there:
 * the rest is told as not sent, and none is dropped.
 */
export async function inPortions<One>(all: One[], size: number, send: (portion: One[]) => Promise<Outcome<One>[]>, onProgress: (progress: Progress) => void): Promise<Outcome<One>[]> {
  const outcomes: Outcome<One>[] = [];
  onProgress({ done: 0, of: all.length });
  for (const portion of portions(all, size)) {
    try {
      outcomes.push(...(await send(portion)));
    } catch (error) {
      const { title, retryable, handling } = toTrouble(error);
      if (retryable || handling === "session" || handling === "forbidden") {
        const rest = all.slice(outcomes.length + portion.length);
        outcomes.push(...portion.map((one) => ({ one, refused: title, again: true as const })));
        outcomes.push(...rest.map((one) => ({ one, refused: `没有处理：${title}`, again: true as const })));
        return outcomes;
      }
      outcomes.push(...portion.map((one) => ({ one, refused: title })));
    }
    onProgress({ done: outcomes.length, of: all.length });
  }
  return outcomes;
}
