import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import type { Share } from "@/components/ShareBar";
import { sum } from "@/lib/money";

export type Budget = Schemas["BudgetView"];

interface Search {
  year?: string;
  status?: "unconfirmed" | "confirmed";
  name?: string;
  cursor?: string | undefined;
}

/** What can be chosen where a budget is entered: sent by the server, the same until the year ends. */
export const budgetTerms = queryOptions({
  queryKey: ["budgets", "terms"],
  queryFn: ({ signal }) => answered(api.GET("/api/budget-terms", { signal })),
  staleTime: 3_600_000,
});

/** The unit's budgets 预算查询, newest first. */
export const budgetList = ({ year, status, name, cursor }: Search) =>
  queryOptions({
    queryKey: ["budgets", "list", year ?? "", status ?? "", name ?? "", cursor ?? ""],
    queryFn: ({ signal }) => {
      const query = { ...(year && { year }), ...(status && { status }), ...(name && { name }), ...(cursor && { cursor }) };
      return answered(api.GET("/api/budgets", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

/** The parts of an amount 预算执行, for a bar. */
export function shares(balance: NonNullable<Budget["balance"]>): Share[] {
  return [
    { label: "可用", yuan: balance.free, tone: "free" },
    { label: "计划占用", yuan: balance.reserved, tone: "held" },
    { label: "合同占用", yuan: balance.contracted, tone: "bound" },
    { label: "已支付", yuan: balance.paid, tone: "spent" },
    { label: "调剂占用", yuan: balance.held, tone: "carried" },
    { label: "已调剂", yuan: balance.adjusted, tone: "carried" },
    { label: "已结转", yuan: balance.carried, tone: "carried" },
  ];
}

const MOST_PAGES = 10;

/** All confirmed budgets of a year, page by page; `more` when they are too many to add up here. */
export const allBudgets = (year: string) =>
  queryOptions({
    queryKey: ["budgets", "all", year],
    queryFn: async ({ signal }) => {
      const items: Budget[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = { year, status: "confirmed", ...(cursor && { cursor }) };
        const found = await answered(api.GET("/api/budgets", { params: { query }, signal }));
        items.push(...found.items);
        cursor = found.next ?? undefined;
        if (cursor === undefined) break;
      }
      return { items, more: cursor !== undefined };
    },
    staleTime: 60_000,
  });

/** The sums over budgets. */
export function summed(budgets: Budget[]): { amount: string; balance: NonNullable<Budget["balance"]> } {
  const of = (part: (balance: NonNullable<Budget["balance"]>) => string) =>
    sum(budgets.flatMap(({ balance }) => (balance ? [part(balance)] : []))) ?? "0.00";
  return {
    amount: sum(budgets.map((budget) => budget.amount)) ?? "0.00",
    balance: {
      free: of((balance) => balance.free),
      reserved: of((balance) => balance.reserved),
      contracted: of((balance) => balance.contracted),
      paid: of((balance) => balance.paid),
      held: of((balance) => balance.held),
      adjusted: of((balance) => balance.adjusted),
      carried: of((balance) => balance.carried),
    },
  };
}
