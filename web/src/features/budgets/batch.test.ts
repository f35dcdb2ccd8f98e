import { expect, test, vi } from "vitest";

import { inPortions } from "@/features/budgets/batch";
import { Refused, Unreachable } from "@/lib/problem";

const refusal = (status: number, title: string) => new Refused({ status, code: "x", title, errors: [], current: undefined });
const done = (portion: number[]) => Promise.resolve(portion.map((one) => ({ one, refused: null })));

test("every one has its outcome, in its order, and the progress is told after each portion", async () => {
  const told: number[] = [];
  const send = (portion: number[]) => Promise.resolve(portion.map((one) => ({ one, refused: one === 3 ? "该预算已确认" : null })));
  const outcomes = await inPortions([1, 2, 3, 4, 5], 2, send, (progress) => told.push(progress.done));
  expect(outcomes.map(({ one }) => one)).toEqual([1, 2, 3, 4, 5]);
  expect(outcomes.filter(({ refused }) => refused !== null)).toEqual([{ one: 3, refused: "该预算已确认" }]);
  expect(told).toEqual([0, 2, 4, 5]);
});

test("one that is refused holds up none of the others", async () => {
  const send = (portion: number[]) => (portion[0] === 2 ? Promise.reject(refusal(422, "不能删除")) : done(portion));
  expect(await inPortions([1, 2, 3], 1, send, () => undefined)).toEqual([
    { one: 1, refused: null },
    { one: 2, refused: "不能删除" },
    { one: 3, refused: null },
  ]);
});

test("without a connection it ends there, and what was not sent is told", async () => {
  const send = vi.fn((portion: number[]) => (portion[0] === 2 ? Promise.reject(new Unreachable("")) : done(portion)));
  const outcomes = await inPortions([1, 2, 3, 4], 1, send, () => undefined);
  expect(send).toHaveBeenCalledTimes(2);
  expect(outcomes.map(({ refused }) => refused)).toEqual([null, expect.stringContaining("无法连接"), expect.stringContaining("没有处理"), expect.stringContaining("没有处理")]);
  expect(outcomes.map(({ again }) => again === true)).toEqual([false, true, true, true]);
});
