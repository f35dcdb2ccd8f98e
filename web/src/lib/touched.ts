/** What has to be asked for again after an act: no page may show what was true before it. */

import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useCallback } from "react";

import type { Schemas } from "@/api/client";

/** Lists, counts and to-dos, where each subject is and what hangs on it, what one was told of it, and who may take it over. */
const WAY = [["tasks"], ["flow"], ["about"], ["notices"], ["successors"]];

type Acts = Schemas["SubjectKind"] | "todo" | "budget" | "draft" | "explanation" | "letter" | "answer";

/** The beginnings of the keys that an act touches; a query that is not on the page is only marked. */
export const TOUCHED = {
  /** A plan binds and frees amounts of budgets, and a warning about it goes out of date with it. */
  plan: [...WAY, ["plans"], ["warnings"], ["implementation"], ["budgets"]],
  /** A plan waits for the warnings about it. */
  warning: [...WAY, ["warnings"], ["plans"]],
  question: [...WAY, ["questions"]],
  /** Who has a to-do; a subject's lists and pages name them. */
  todo: [...WAY, ["plans"], ["warnings"], ["questions"]],
  /** Plans are warned about by what is free; a to-do may ask for a review of budgets. */
  budget: [["budgets"], ["plans"], ["tasks", "one"]],
  /** What is saved as it is typed: of a plan, a warning, and a question's letter and answer. */
  draft: [["plans", "one"], ["plans", "list"], ["warnings"], ["about"]],
  explanation: [["warnings"]],
  letter: [["questions"], ["tasks", "one"]],
  /** The page goes on from what is typed, so the question itself is not asked for again under it. */
  answer: [["tasks", "one"], ["questions", "list"]],
} satisfies Record<Acts, QueryKey[]>;

export type Touch = keyof typeof TOUCHED;

/** What no act touches: who one is and who holds a role, fixed words, files, and a plan that is read once to be edited. */
export const UNTOUCHED = ["session", "people", "catalogue", "budget-terms", "uploads", "content", "opened"];

/** Asks again for what an act touched; done once what is on the page is there. */
export function useTouched(): (act: Touch) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (act: Touch) => {
      await Promise.all(TOUCHED[act].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    [client],
  );
}
