import { useCallback, useSyncExternalStore } from "react";

import { storage } from "@/lib/storage";

const watchers = new Set<() => void>();
const watch = (changed: () => void) => {
  watchers.add(changed);
  window.addEventListener("storage", changed);
  return () => {
    watchers.delete(changed);
    window.removeEventListener("storage", changed);
  };
};

/** Text that survives a reload, a crash and an ended session, in this browser, until it is dropped. */
export function useKept(key: string): [text: string, keep: (text: string) => void, drop: () => void] {
  const place = `kept:${key}`;
  const text = useSyncExternalStore(watch, () => storage.read(place) ?? "");
  const keep = useCallback(
    (next: string) => {
      if (next === "") storage.drop(place);
      else storage.write(place, next);
      for (const changed of watchers) changed();
    },
    [place],
  );
  const drop = useCallback(() => keep(""), [keep]);
  return [text, keep, drop];
}
