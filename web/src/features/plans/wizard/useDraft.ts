import { useCallback, useEffect, useState, useSyncExternalStore } from "react";

import type { Schemas } from "@/api/client";
import type { Plan } from "@/features/plans/queries";
import { EMPTY, fromPlan, isSame, toDraft, type Form } from "@/features/plans/wizard/form";
import { dropKept, keptPlace, readKept, writeKept } from "@/features/plans/wizard/kept";
import { DraftServer } from "@/features/plans/wizard/server";
import { Autosave, type Snapshot } from "@/lib/autosave";

export interface DraftStore {
  server: DraftServer;
  autosave: Autosave<Form, Schemas["PlanView"]>;
  /** Whether it goes on from what was typed here and never reached the server. */
  restored: boolean;
}

/** The draft that is being typed: where it was left, in this browser or on the server. */
function begin(person: string, plan: Plan | undefined): DraftStore {
  const place = keptPlace(person, plan?.id);
  const kept = readKept(place);
  const there = plan ? fromPlan(plan) : EMPTY;
  const restored = kept !== null && !isSame(kept.form, there);
  // What was typed upon another version meets it at the first save, as a conflict.
  const version = restored ? kept.version : (plan?.version ?? 0);
  const server = new DraftServer(plan?.id, version, kept?.createKey ?? crypto.randomUUID());
  const form = restored ? kept.form : there;
  const keep = (content: Form) => {
    writeKept(keptPlace(person, server.id), { form: content, version: server.version, createKey: server.createKey });
  };
  const autosave = new Autosave<Form, Schemas["PlanView"]>(form, !restored && plan !== undefined, {
    send: (content) => server.save(toDraft(content).draft),
    isWorth: (content) => content.name.trim() !== "",
    keep,
    drop: (saved) => {
      dropKept(place);
      dropKept(keptPlace(person, server.id));
      // What cannot be sent as it is typed is nowhere but here.
      if (saved && toDraft(saved).unsendable.length > 0) keep(saved);
    },
  });
  return { server, autosave, restored };
}

export interface DraftHook extends Snapshot<Form, Schemas["PlanView"]>, DraftStore {
  change: (update: (form: Form) => Form) => void;
  /** Goes on with this content upon that version; `saved` when the server has it already. */
  resume: (form: Form, version: number, saved: boolean) => void;
}

export function useDraft(person: string, found: Plan | undefined): DraftHook {
  const [store] = useState(() => begin(person, found));
  const [plan] = useState(found?.id);
  const { autosave, restored } = store;
  const now = useSyncExternalStore(autosave.watch, autosave.snapshot);
  useEffect(() => {
    autosave.start();
    if (restored) autosave.change(autosave.snapshot().content);
    // A copy that the server turned out to have must not meet what others type later.
    else dropKept(keptPlace(person, plan));
    const save = () => void autosave.flush();
    const hidden = () => document.visibilityState === "hidden" && save();
    window.addEventListener("online", save);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      window.removeEventListener("online", save);
      document.removeEventListener("visibilitychange", hidden);
      autosave.stop();
    };
  }, [autosave, restored, person, plan]);
  const resume = (form: Form, version: number, saved: boolean) => {
    store.server.goOnFrom(version);
    autosave.resume(form, saved);
  };
  const change = useCallback((update: (form: Form) => Form) => autosave.change(update(autosave.snapshot().content)), [autosave]);
  return { ...store, ...now, resume, change };
}
