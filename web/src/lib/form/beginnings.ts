/** What was begun in this browser and is not on the server yet: several may be, each in a tab of its own. */

import { isRecord, textOf } from "@/lib/form/kept";
import { storage } from "@/lib/storage";

export interface Begun {
  /** What tells it from the others. */
  id: string;
  /** What it is about, in words. */
  title: string;
  /** When something was typed last; "" where that is not known. */
  at: string;
}

/** What was begun in places that begin like this, the newest first; `titled` gives none where nothing is in it. */
export function begunAt(beginning: string, titled: (form: Record<string, unknown>) => string | null): Begun[] {
  const all = storage.places(beginning).flatMap((place) => {
    const kept = read(place);
    const title = isRecord(kept) && isRecord(kept.form) ? titled(kept.form) : null;
    return title === null || !isRecord(kept) ? [] : [{ id: place.slice(beginning.length), title, at: textOf(kept, "at") }];
  });
  return all.sort((one, other) => other.at.localeCompare(one.at));
}

function read(place: string): unknown {
  try {
    return JSON.parse(storage.read(place) ?? "null");
  } catch {
    return null;
  }
}

/** Says to other tabs that this one is open here; the answer ends that, and so does the end of the tab. */
export function holdOpen(place: string): () => void {
  let done = () => {};
  const until = new Promise<void>((resolve) => {
    done = resolve;
  });
  // Only pages that came by https have locks.
  if ("locks" in navigator) navigator.locks.request(place, { mode: "shared" }, () => until).catch(() => undefined);
  return done;
}

/** The places that are open in some tab. */
export async function openPlaces(): Promise<string[]> {
  if (!("locks" in navigator)) return [];
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => name ?? []);
}
