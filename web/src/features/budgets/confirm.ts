import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import type { Budget } from "@/features/budgets/queries";
import { Intent } from "@/lib/intent";
import { toTrouble } from "@/lib/problem";

export interface Confirmed {
  done: number;
  /** What could not be confirmed, and why. */
  refused: { budget: Budget; title: string }[];
}

/** Confirms budgets one after another, each under a key of its own; one that is refused holds up none of the others. */
export function useConfirmation(onDone: (confirmed: Confirmed) => void) {
  const intents = useRef(new Map<string, Intent>());
  const client = useQueryClient();
  const keyOf = (id: string) => {
    const intent = intents.current.get(id) ?? new Intent();
    intents.current.set(id, intent);
    return intent.keyFor(["confirm", id]);
  };
  return useMutation({
    mutationFn: async (budgets: Budget[]) => {
      const confirmed: Confirmed = { done: 0, refused: [] };
      for (const budget of budgets) {
        const params = { path: { budget: budget.id }, header: { "Idempotency-Key": keyOf(budget.id) } };
        try {
          await answered(api.POST("/api/budgets/{budget}/confirmation", { params }));
          confirmed.done += 1;
        } catch (error) {
          confirmed.refused.push({ budget, title: toTrouble(error).title });
        }
      }
      return confirmed;
    },
    onSuccess: async (confirmed) => {
      onDone(confirmed);
      await client.invalidateQueries({ queryKey: ["budgets"] });
    },
  });
}
