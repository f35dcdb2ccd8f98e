import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { inPortions, type Outcome, type Progress } from "@/features/budgets/batch";
import type { Row } from "@/features/budgets/queries";
import { Intent } from "@/lib/intent";
import { useTouched } from "@/lib/touched";

/** What is done with many at once. */
export type BatchAct = "confirm" | "delete";
export type Outcomes = Outcome<Row>[];

/** So many are confirmed by one request, each in a transaction of its own: few enough to see it go on. */
const PORTION = 10;

/** One key for the same request, however often it is sent. */
function useKeys(): (what: string) => string {
  const intents = useRef(new Map<string, Intent>());
  return (what) => {
    const intent = intents.current.get(what) ?? new Intent();
    intents.current.set(what, intent);
    return intent.keyFor(what);
  };
}

async function confirmed(portion: Row[], key: string): Promise<Outcomes> {
  const params = { header: { "Idempotency-Key": key } };
  const { results } = await answered(api.POST("/api/budgets/confirmation", { params, body: { budgets: portion.map(({ id }) => id) } }));
  const byId = new Map(results.map((result) => [result.budget, result]));
  return portion.map((one) => {
    const result = byId.get(one.id);
    return { one, refused: result?.confirmed === true ? null : (result?.message ?? "没有确认") };
  });
}

async function deleted(portion: Row[], keyOf: (id: string) => string): Promise<Outcomes> {
  const outcomes: Outcomes = [];
  for (const one of portion) {
    await answered(api.DELETE("/api/budgets/{budget}", { params: { path: { budget: one.id }, header: { "Idempotency-Key": keyOf(one.id) } } }));
    outcomes.push({ one, refused: null });
  }
  return outcomes;
}

/** Confirms or deletes budgets; `progress` is there while it goes on. What is `unable` is told with the others, and not sent. */
export function useBatch(onEnd: (act: BatchAct, outcomes: Outcomes) => void) {
  const keyOf = useKeys();
  const touched = useTouched();
  const [progress, setProgress] = useState<Progress>();
  const run = useMutation({
    mutationFn: ({ act, budgets }: { act: BatchAct; budgets: Row[]; unable: Outcomes }) =>
      act === "confirm"
        ? inPortions(budgets, PORTION, (portion) => confirmed(portion, keyOf(`confirm ${portion.map(({ id, version }) => `${id}.${version}`).join(" ")}`)), setProgress)
        : inPortions(budgets, 1, (portion) => deleted(portion, (id) => keyOf(`delete ${id}`)), setProgress),
    onSuccess: async (outcomes, { act, unable }) => {
      onEnd(act, [...outcomes, ...unable]);
      await touched("budget");
    },
    onSettled: () => setProgress(undefined),
  });
  return { run: run.mutate, progress, act: run.variables?.act };
}

/** One act on one budget. */
export function useBudgetAct(budget: { id: string; version: number }, onDone: (act: "confirm" | "cancel" | "delete") => Promise<void>) {
  const keyOf = useKeys();
  const touched = useTouched();
  return useMutation({
    mutationFn: async (act: "confirm" | "cancel" | "delete") => {
      const params = { path: { budget: budget.id }, header: { "Idempotency-Key": keyOf(`${act} ${budget.version}`) } };
      if (act === "delete") await answered(api.DELETE("/api/budgets/{budget}", { params }));
      else if (act === "cancel") await answered(api.DELETE("/api/budgets/{budget}/confirmation", { params }));
      else await answered(api.POST("/api/budgets/{budget}/confirmation", { params }));
    },
    onSuccess: async (_, act) => {
      await onDone(act);
      await touched("budget");
    },
    onError: () => touched("budget"),
  });
}
