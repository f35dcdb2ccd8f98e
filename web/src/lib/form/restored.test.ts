import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DELAY } from "@/lib/form/engine";
import { Unreachable } from "@/lib/problem";
import { keep, kept, note, PLACE, refusal, wait } from "@/test/note";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

test("after a crash it goes on from what was typed and not saved, upon the version of then", async () => {
  keep("mine", 3);
  const { engine, sent } = note({ version: 4 });
  expect(engine.snapshot()).toMatchObject({ content: { text: "mine" }, restored: true });
  engine.start();
  await wait(DELAY);
  expect(sent()).toEqual([["mine", "n1", 3]]);
});

test("a copy that the server turned out to have is forgotten", () => {
  keep("a");
  const { engine } = note();
  engine.start();
  expect([engine.snapshot().restored, kept()]).toEqual([false, undefined]);
});

test("a copy that is the bare form, as budgets were once kept, is still found, with its version", () => {
  localStorage.setItem(PLACE, JSON.stringify({ text: "older", version: 2 }));
  expect(note({ version: 5 }).engine.snapshot()).toMatchObject({ content: { text: "older" }, version: 2, restored: true });
  localStorage.setItem(PLACE, "{");
  expect(note().engine.snapshot().restored).toBe(false);
});

test("who begins anew has what was found again; what was saved since is overwritten by it", async () => {
  keep("mine");
  const first = note();
  first.engine.start();
  first.engine.anew();
  await wait(DELAY * 3);
  expect([first.engine.snapshot().content.text, first.sent(), kept()]).toEqual(["a", [], undefined]);
  keep("mine");
  const { engine, sent } = note();
  engine.start();
  await wait(DELAY);
  engine.anew();
  await wait(DELAY);
  expect(sent()).toEqual([
    ["mine", "n1", 1],
    ["a", "n1", 2],
  ]);
});

const NEW = { id: undefined, version: 0, found: () => ({ text: "" }) };

test("a draft that is not on the server yet is begun by its first save, under one key even after a crash", async () => {
  const begun = note(NEW);
  begun.types("");
  await wait(DELAY * 3);
  expect(begun.at()).toBe("idle");
  begun.send.mockRejectedValueOnce(new Unreachable(""));
  begun.types("x");
  await wait(DELAY);
  expect(kept("kept:note:lin:new")).toBe("x");
  const { engine, send, types, sent } = note(NEW);
  engine.start();
  await wait(DELAY);
  expect(send.mock.calls[0]?.[1].key).toBe(begun.send.mock.calls[0]?.[1].key);
  expect([engine.snapshot().id, kept("kept:note:lin:new")]).toEqual(["n1", undefined]);
  types("xy");
  expect(kept()).toBe("xy");
  await wait(DELAY);
  expect(sent().at(-1)).toEqual(["xy", "n1", 1]);
});

test("a draft whose beginning was answered to nobody is found again, not begun twice", async () => {
  const { send, types, sent, at } = note(NEW);
  send.mockRejectedValueOnce(refusal(409, "idempotency_key_reused", { current: { id: "n7", version: 3 } }));
  types("x");
  await wait(DELAY);
  expect(sent()).toEqual([
    ["x", undefined, 0],
    ["x", "n7", 3],
  ]);
  expect(at()).toBe("saved");
});
