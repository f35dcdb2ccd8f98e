import { keepPreviousData, queryOptions, useQueries, type UseQueryResult } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Query, type Schemas } from "@/api/client";
import { isAwaited } from "@/components/uploads/queries";

export type Budget = Schemas["BudgetView"];
export type BudgetDetail = Schemas["BudgetDetail"];
export type BudgetLine = Schemas["LineView"];

/** Confirmed budgets of the unit: only those can be planned on. */
export const plannable = (search: Omit<Query<"/api/budgets">, "status">) =>
  queryOptions({
    queryKey: ["budgets", "list", { ...search, status: "confirmed" }],
    queryFn: ({ signal }) => answered(api.GET("/api/budgets", { params: { query: { ...search, status: "confirmed" } }, signal })),
    placeholderData: keepPreviousData,
  });

/** One budget with its lines and what is left of them. */
export const budgetQuery = (budget: string) =>
  queryOptions({
    queryKey: ["budgets", "one", budget],
    queryFn: ({ signal }) => answered(api.GET("/api/budgets/{budget}", { params: { path: { budget } }, signal })),
    staleTime: 30_000,
  });

/** A line of a budget that a plan draws on. */
export interface Fund {
  id: string;
  budget: Pick<BudgetDetail, "id" | "name">;
  line: BudgetLine;
}

/** What it is called where room is short, and in full: nearly every budget's name begins with its year. */
export const fundWords = ({ budget, line }: Fund): [short: string, whole: string] => [
  `第${line.number}条 · ${budget.name.replace(/^\d{4}年(?=.)/, "")}`,
  `${budget.name} · 第${line.number}条 ${line.item_name}`,
];

export const fundId = (budget: string, line: number) => `${budget}/${line}`;

function byLine(all: UseQueryResult<BudgetDetail>[]): Map<string, Fund> {
  const lines = all.flatMap(({ data }) => (data ? data.lines.map((line) => ({ id: fundId(data.id, line.number), budget: data, line })) : []));
  return new Map(lines.map((fund) => [fund.id, fund]));
}

/** All lines of these budgets, by `budget/line`, as far as they are read. */
export function useFunds(budgets: string[]): Map<string, Fund> {
  const queries = [...new Set(budgets)].filter((id) => id !== "").map(budgetQuery);
  return useQueries({ queries, combine: byLine });
}

/** One plan as it stood when a version of it was saved. */
export const previewQuery = (plan: string, version: number) =>
  queryOptions({
    queryKey: ["plans", "preview", plan, version],
    queryFn: ({ signal }) => answered(api.GET("/api/plans/{plan}", { params: { path: { plan } }, signal })),
    staleTime: 0,
    // Whether it can be sent depends on what is still looked at.
    refetchInterval: ({ state }) => (state.data?.attachments.some(isAwaited) === true ? 1_500 : false),
  });
