import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Query, type Schemas } from "@/api/client";
import type { Share } from "@/components/ShareBar";
import { sum } from "@/lib/money";

export type Budget = Schemas["BudgetView"];
/** A budget of a list, with what may be done with it. */
export type Row = Schemas["BudgetRow"];
export type Detail = Schemas["BudgetDetail"];

export type Line = Schemas["LineView"];
export type Balance = Schemas["BalanceView"];
export type Part = keyof Balance;

/** One budget with its lines and balances. */
export const budgetQuery = (budget: string) =>
  queryOptions({
    queryKey: ["budgets", "one", budget],
    queryFn: ({ signal }) => answered(api.GET("/api/budgets/{budget}", { params: { path: { budget } }, signal })),
  });

/** What can be chosen where a budget is entered: sent by the server, the same until the year ends. */
export const budgetTerms = queryOptions({
  queryKey: ["budget-terms"],
  queryFn: ({ signal }) => answered(api.GET("/api/budget-terms", { signal })),
  staleTime: 3_600_000,
});

/** The unit's budgets 预算查询, newest first. */
export const budgetList = (query: Query<"/api/budgets">) =>
  queryOptions({
    queryKey: ["budgets", "list", query],
    queryFn: ({ signal }) => answered(api.GET("/api/budgets", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** All that wait for confirmation, of a year and with this in their name, however many pages they are. */
export async function allUnconfirmed(year: string, name: string): Promise<Row[]> {
  const items: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await answered(api.GET("/api/budgets", { params: { query: { year, status: "unconfirmed", name, cursor } } }));
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

/** The parts of an amount 预算执行, in the order of a table: what left, what is bound, what is left. */
export const PARTS: readonly { part: Part; label: string; tone: Share["tone"] }[] = [
  { part: "adjusted", label: "已调剂", tone: "adjusted" },
  { part: "held", label: "调剂占用", tone: "kept" },
  { part: "reserved", label: "计划占用", tone: "held" },
  { part: "contracted", label: "合同占用", tone: "bound" },
  { part: "paid", label: "已支付", tone: "spent" },
  { part: "carried", label: "已结转", tone: "carried" },
  { part: "free", label: "可用", tone: "free" },
];

/** The same for a bar, what is left first. */
export function shares(balance: Balance): Share[] {
  return PARTS.toReversed().map(({ part, label, tone }) => ({ label, yuan: balance[part], tone }));
}

const MOST_PAGES = 10;

/** All confirmed budgets of a year, with this in their name; `more` when they are too many to add up here. */
export const allBudgets = (year: string, name = "") =>
  queryOptions({
    queryKey: ["budgets", "all", year, name],
    queryFn: async ({ signal }) => {
      const items: Row[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const found = await answered(api.GET("/api/budgets", { params: { query: { year, status: "confirmed", name, cursor } }, signal }));
        items.push(...found.items);
        cursor = found.next ?? undefined;
        if (cursor === undefined) break;
      }
      return { items, more: cursor !== undefined };
    },
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** The sums over budgets, or over lines. */
export function summed(rows: { amount: string; balance: Balance | null }[]): { amount: string; balance: Balance } {
  const of = (part: Part) => sum(rows.flatMap(({ balance }) => (balance ? [balance[part]] : []))) ?? "0.00";
  return {
    amount: sum(rows.map(({ amount }) => amount)) ?? "0.00",
    balance: {
      free: of("free"),
      reserved: of("reserved"),
      contracted: of("contracted"),
      paid: of("paid"),
      held: of("held"),
      adjusted: of("adjusted"),
      carried: of("carried"),
    },
  };
}
