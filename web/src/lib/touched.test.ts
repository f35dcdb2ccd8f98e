import { readdirSync, readFileSync } from "node:fs";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import { createElement, type ReactNode } from "react";
import { expect, test } from "vitest";

import { TOUCHED, UNTOUCHED, useTouched, type Touch } from "@/lib/touched";

const SOURCES = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => /(?<!\.test)\.tsx?$/.test(file));
const roots = new Set(SOURCES.flatMap((file) => [...readFileSync(`src/${file}`, "utf8").matchAll(/queryKey: \["([^"]+)"/g)].map(([, root = ""]) => root)));

/** Which of these queries are asked for again after an act. */
async function stale(act: Touch, keys: string[][]): Promise<string[]> {
  const client = new QueryClient();
  for (const queryKey of keys) client.setQueryData(queryKey, "then");
  const wrapper = ({ children }: { children: ReactNode }) => createElement(QueryClientProvider, { client }, children);
  await renderHook(() => useTouched(), { wrapper }).result.current(act);
  return keys.filter((queryKey) => client.getQueryState(queryKey)?.isInvalidated).map((key) => key.join(" "));
}

test("every query there is, is touched by some act, or said to be touched by none", () => {
  const touched = Object.values(TOUCHED).flatMap((keys) => keys.map(([root = ""]) => root));
  expect([...roots].sort()).toEqual([...new Set([...touched, ...UNTOUCHED])].sort());
});

test("nothing is asked for again but what the table names", () => {
  for (const file of SOURCES) expect(readFileSync(`src/${file}`, "utf8"), file).not.toMatch(/invalidateQueries\(\)/);
});

const PAGES = [
  ["tasks", "todo", "mine"],
  ["tasks", "done", ""],
  ["tasks", "under-way", ""],
  ["tasks", "one", "t"],
  ["flow", "plan.p"],
  ["about", "plan.p"],
  ["notices"],
  ["plans", "one", "p"],
  ["plans", "list", "mine"],
  ["budgets", "one", "b"],
  ["questions", "one", "q"],
  ["session"],
  ["catalogue", "桌"],
];

test("a decision on a plan touches its page, its way, everybody's lists and the balances it draws on", async () => {
  const left = ["questions one q", "session", "catalogue 桌"];
  expect(await stale("plan", PAGES)).toEqual(PAGES.map((key) => key.join(" ")).filter((key) => !left.includes(key)));
});

test("what is confirmed of a budget changes what is left for plans, and no list of to-dos", async () => {
  expect(await stale("budget", PAGES)).toEqual(["tasks one t", "plans one p", "plans list mine", "budgets one b"]);
});

test("a handed-over to-do has another holder wherever one is named", async () => {
  const named = await stale("todo", PAGES);
  expect(named).toEqual(expect.arrayContaining(["tasks under-way ", "flow plan.p", "plans list mine", "questions one q"]));
  expect(named).not.toContain("budgets one b");
});
