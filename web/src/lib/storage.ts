/**
 * What this browser keeps: marks and copies of what is typed. Nothing here ever throws. Where the browser keeps nothing,
 * because it is full or forbids it, the page remembers instead until it is closed, and whoever watches is told.
 */

/** What the browser did not take, by place; it comes before what lies in the browser. */
const memory = new Map<string, string>();
const watchers = new Set<() => void>();
let lost: "nothing" | "untold" | "told" = "nothing";

function nowLost(next: typeof lost): void {
  lost = next;
  for (const changed of watchers) changed();
}

/** The browser's own; to name it is an error already where it is forbidden. */
function attempt<Result>(act: (own: Storage) => Result): Result | undefined {
  try {
    return act(window.localStorage);
  } catch {
    return undefined;
  }
}

export const storage = {
  read: (place: string): string | null => memory.get(place) ?? attempt((own) => own.getItem(place)) ?? null,
  write(place: string, text: string): void {
    const isKept = attempt((own) => {
      own.setItem(place, text);
      return true;
    });
    if (isKept) memory.delete(place);
    else memory.set(place, text);
    if (!isKept && lost === "nothing") nowLost("untold");
  },
  drop(place: string): void {
    memory.delete(place);
    attempt((own) => own.removeItem(place));
  },
  /** All places that begin like this. */
  places(beginning: string): string[] {
    const own = attempt((all) => Array.from({ length: all.length }, (_, at) => all.key(at) ?? "")) ?? [];
    return [...new Set([...own, ...memory.keys()])].filter((place) => place.startsWith(beginning));
  },
};

/** Whether something was not kept, so that it is gone when the page is closed, and nobody was told yet. */
export const loss = {
  is: () => lost === "untold",
  watch: (changed: () => void): (() => void) => {
    watchers.add(changed);
    return () => watchers.delete(changed);
  },
  /** It was told; it is not told again. */
  told: () => nowLost("told"),
};
