import { useEffect, useState, useSyncExternalStore } from "react";

import { FormEngine } from "@/lib/form/engine";
import type { FormState, FormWays, Saved } from "@/lib/form/ways";
import { pending } from "@/lib/pending";

export interface FormHook<Form, Body, Answer extends Saved> extends FormState<Form, Answer> {
  engine: FormEngine<Form, Body, Answer>;
}

/** A form of a page: a crash or an ended session loses nothing of it. */
export function useForm<Form, Body, Answer extends Saved>(ways: FormWays<Form, Body, Answer>): FormHook<Form, Body, Answer> {
  const [engine] = useState(() => new FormEngine(ways));
  const [isAuto] = useState(ways.sends === "itself");
  const now = useSyncExternalStore(engine.watch, engine.snapshot);
  useEffect(() => engine.take(ways));
  useEffect(() => {
    engine.start();
    if (!isAuto) return engine.stop;
    const save = () => void engine.flush();
    const forget = pending.add(engine.flush);
    const hidden = () => document.visibilityState === "hidden" && save();
    window.addEventListener("online", save);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      window.removeEventListener("online", save);
      document.removeEventListener("visibilitychange", hidden);
      forget();
      engine.stop();
    };
  }, [engine, isAuto]);
  return { ...now, engine };
}
