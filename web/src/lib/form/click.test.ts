import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DELAY } from "@/lib/form/engine";
import { Unreachable } from "@/lib/problem";
import { kept, note, refusal, wait, type Form } from "@/test/note";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

test("a form that waits for a click is kept while it is typed, and sent by nothing else", async () => {
  const { engine, send, types, at } = note({ sends: "click" });
  types("ab");
  await wait(DELAY * 10);
  expect(await engine.flush()).toBe(false);
  engine.stop();
  expect([send.mock.calls.length, kept(), at()]).toEqual([0, "ab", "idle"]);
  expect(await engine.submit()).toMatchObject({ said: "saved ab" });
  expect([at(), kept()]).toEqual(["saved", undefined]);
});

test("a click is told what is missing before anything is sent", async () => {
  const { engine, send } = note({ sends: "click", ready: () => ({ faults: { text: "请填写" } }) });
  expect(await engine.submit()).toBeNull();
  expect(send).not.toHaveBeenCalled();
  expect(engine.snapshot().faults).toEqual({ text: "请填写" });
});

test("a click that is refused can be made again, its faults at the fields of what was sent", async () => {
  const placeOf = ([field]: (string | number)[], sent: Form) => `${sent.text}.${String(field)}`;
  const { engine, send, types, at } = note({ sends: "click", placeOf });
  send.mockRejectedValueOnce(refusal(409, "balance_short", { fields: ["text"] }));
  types("ab");
  expect(await engine.submit()).toBeNull();
  expect([at(), engine.snapshot().faults, kept()]).toEqual(["closed", { "ab.text": "text不对" }, "ab"]);
  types("abc");
  expect(await engine.submit()).not.toBeNull();
  expect(engine.snapshot().faults).toEqual({});
});

test("a click waits out a short failure under the same key, and says so when it lasts", async () => {
  const { engine, send, types, at } = note({ sends: "click" });
  types("ab");
  send.mockRejectedValueOnce(new Unreachable(""));
  const first = engine.submit();
  await wait(1_000);
  expect(await first).not.toBeNull();
  expect(send.mock.calls[0]?.[1].key).toBe(send.mock.calls[1]?.[1].key);
  send.mockRejectedValue(new Unreachable(""));
  const second = engine.submit();
  await wait(10_000);
  expect([await second, at(), send.mock.calls.length]).toEqual([null, "offline", 5]);
});
