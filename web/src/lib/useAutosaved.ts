import { useEffect, useState, useSyncExternalStore } from "react";

import { Autosave, type Snapshot } from "@/lib/autosave";
import { pending } from "@/lib/pending";

interface Options<Form, Answer> {
  /** The place of this browser's copy: of one person, one thing and one form. */
  place: string;
  /** As the server has it. */
  found: Form;
  version: number;
  send: (form: Form, version: number) => Promise<Answer>;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Whether what was kept has the members of a form, so that a copy of another version of this page is not taken for one. */
const isLike = <Form extends object>(value: unknown, like: Form): value is Form => isRecord(value) && Object.keys(like).every((name) => name in value);

function read<Form extends object>(place: string, like: Form): { form: Form; version: number } | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "null");
    if (!isRecord(kept) || typeof kept.version !== "number" || !isLike(kept.form, like)) return null;
    return { form: kept.form, version: kept.version };
  } catch {
    return null;
  }
}

function write(place: string, kept: unknown): void {
  try {
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // There is no room: what is typed is on the page, and on its way to the server.
  }
}

function begin<Form extends object, Answer extends { version: number }>({ place, found, version, send }: Options<Form, Answer>) {
  const kept = read(place, found);
  const restored = kept !== null && JSON.stringify(kept.form) !== JSON.stringify(found);
  const server = { version: restored ? kept.version : version };
  const autosave = new Autosave<Form, Answer>(restored ? kept.form : found, !restored, {
    send: async (form) => {
      const said = await send(form, server.version);
      server.version = said.version;
      return said;
    },
    isWorth: () => true,
    keep: (form) => write(place, { form, version: server.version }),
    drop: () => localStorage.removeItem(place),
  });
  return { autosave, server, restored };
}

interface Autosaved<Form, Answer> extends Snapshot<Form, Answer> {
  /** Changes what is typed now, however long ago the change was begun. */
  change: (update: (form: Form) => Form) => void;
  /** Saves at once; true when the server has all of it. */
  flush: () => Promise<boolean>;
  /** The version that the server has. */
  version: () => number;
  /** Drops this browser's copy, so that what the server has is read anew. */
  drop: () => void;
  /** It was not dropped after all. */
  goOn: () => void;
}

/** A form that is saved as it is typed; a crash or an ended session loses nothing of it. */
export function useAutosaved<Form extends object, Answer extends { version: number }>(options: Options<Form, Answer>): Autosaved<Form, Answer> {
  const [{ autosave, server, restored }] = useState(() => begin(options));
  const now = useSyncExternalStore(autosave.watch, autosave.snapshot);
  useEffect(() => {
    autosave.start();
    if (restored) autosave.change(autosave.snapshot().content);
    const save = () => void autosave.flush();
    const forget = pending.add(() => autosave.flush());
    const hidden = () => document.visibilityState === "hidden" && save();
    window.addEventListener("online", save);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      window.removeEventListener("online", save);
      document.removeEventListener("visibilitychange", hidden);
      forget();
      autosave.stop();
    };
  }, [autosave, restored]);
  return { ...now, change: (update) => autosave.change(update(autosave.snapshot().content)), flush: () => autosave.flush(), version: () => server.version, drop: autosave.giveUp, goOn: autosave.goOn };
}
