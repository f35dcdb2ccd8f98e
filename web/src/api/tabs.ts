/** Tells the other tabs of this browser that somebody signed in or out here. */

import { storage } from "@/lib/storage";

const NAME = "session-changed";
/** A tab hears its own line too. */
const THIS = crypto.randomUUID();

/** A line between tabs; null where the browser has none or forbids it. */
function line(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    return null;
  }
}

export function tellSession(): void {
  const channel = line();
  channel?.postMessage(THIS);
  channel?.close();
  // A mark that is changed is heard in other tabs too, where there is no line.
  if (channel === null) storage.write(NAME, crypto.randomUUID());
}

/** Calls whenever another tab told it; the answer stops that. */
export function hearSession(heard: () => void): () => void {
  const channel = line();
  if (channel !== null) channel.onmessage = ({ data }) => data !== THIS && heard();
  const marked = ({ key }: StorageEvent) => key === NAME && heard();
  window.addEventListener("storage", marked);
  return () => {
    channel?.close();
    window.removeEventListener("storage", marked);
  };
}
