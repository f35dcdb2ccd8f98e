import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";

import { FormEngine } from "@/lib/form/engine";
import type { FormState, FormWays, Saved } from "@/lib/form/ways";
import { pending } from "@/lib/pending";
import { useTouched, type Touch } from "@/lib/touched";

export interface FormHook<Form, Body, Answer extends Saved> extends FormState<Form, Answer> {
  engine: FormEngine<Form, Body, Answer>;
}

interface FormOptions<Form, Body, Answer> extends FormWays<Form, Body, Answer> {
  /** What is asked for again whenever it was saved by itself. */
  touches?: Touch;
  /** What it was found by: whoever comes back reads that anew, or would go on from what was there before. */
  foundBy?: QueryKey;
}

/** A form of a page: a crash or an ended session loses nothing of it. */
export function useForm<Form, Body, Answer extends Saved>({ touches, foundBy, ...own }: FormOptions<Form, Body, Answer>): FormHook<Form, Body, Answer> {
  const touched = useTouched();
  const ways = { ...own, onSaved: () => void (touches !== undefined && touched(touches)) };
  const [engine] = useState(() => new FormEngine(ways));
  const [isAuto] = useState(ways.sends === "itself");
  const now = useSyncExternalStore(engine.watch, engine.snapshot);
  useEffect(() => engine.take(ways));
  const client = useQueryClient();
  const [found] = useState(foundBy);
  useEffect(() => () => found && client.removeQueries({ queryKey: found }), [client, found]);
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
