import { expect, test } from "vitest";

import { lookedOf, percentOf, runningOf, type Run } from "@/features/budgets/rollover/progress";

const run = (more: Partial<Run> = {}): Run => ({ started_at: "2026-01-01T01:00:00+08:00", finished_at: null, units: 300, done: 100, failed: 0, status_label: "进行中", ...more });
const ended = run({ finished_at: "2026-01-01T01:05:00+08:00", done: 300, status_label: "已完成" });

test("only the newest run can be going on", () => {
  expect(runningOf([])).toBeUndefined();
  expect(runningOf([run(), ended])?.done).toBe(100);
  expect(runningOf([ended, run({ status_label: "未完成" })])).toBeUndefined();
});

test("a bar is full only when every unit was looked at", () => {
  expect(percentOf(run())).toBe(33);
  expect(percentOf(run({ done: 299 }))).toBe(99);
  expect(percentOf(run({ done: 300 }))).toBe(100);
  expect(percentOf(run({ units: 0, done: 0 }))).toBe(0);
});

test("the reports are read anew whenever a run went on, ended or began", () => {
  const all = [[], [run()], [run({ done: 120 })], [ended], [run({ started_at: "2026-01-02T01:00:00+08:00" }), ended]].map(lookedOf);
  expect(new Set(all).size).toBe(all.length);
  expect(lookedOf([run()])).toBe(lookedOf([run(), ended]));
});
