import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DELAY } from "@/lib/form/engine";
import { Unreachable } from "@/lib/problem";
import { kept, note, refusal, wait, type Answer } from "@/test/note";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

test("a burst of typing is sent once, a moment after the last key, and kept here until then", async () => {
  const { engine, types, sent, at } = note();
  types("ab");
  await wait(DELAY - 1);
  types("abc");
  expect([at(), kept()]).toEqual(["waiting", "abc"]);
  await wait(DELAY);
  expect(sent()).toEqual([["abc", "n1", 1]]);
  expect([at(), kept()]).toEqual(["saved", undefined]);
  expect(engine.snapshot().answer).toMatchObject({ to: { text: "abc" }, said: { said: "saved abc" } });
});

test("what is typed while a request is on its way goes in the next one, upon its version, never beside it", async () => {
  const { send, types, sent, at } = note();
  let answer: (said: Answer) => void = () => undefined;
  send.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  types("ab");
  await wait(DELAY);
  types("abc");
  await wait(DELAY * 5);
  expect(send).toHaveBeenCalledTimes(1);
  answer({ version: 7, said: "saved ab" });
  await wait(DELAY);
  expect(sent()).toEqual([
    ["ab", "n1", 1],
    ["abc", "n1", 7],
  ]);
  expect([at(), kept()]).toEqual(["saved", undefined]);
});

test("without a connection it tries again, ever more slowly, until it is saved", async () => {
  const { send, types, at } = note();
  send.mockRejectedValueOnce(new Unreachable("")).mockRejectedValueOnce(refusal(503, "busy"));
  types("ab");
  await wait(DELAY);
  expect(at()).toBe("offline");
  await wait(2_000);
  expect(send).toHaveBeenCalledTimes(2);
  expect(kept()).toBe("ab");
  await wait(4_000);
  expect([send.mock.calls.length, at(), kept()]).toEqual([3, "saved", undefined]);
});

test("what others changed is taken over while nothing is typed, and meets what is typed as a conflict", async () => {
  const { engine, ways, types, sent } = note();
  const theirs = { ...ways, version: 5, found: () => ({ text: "theirs" }) };
  engine.take(theirs);
  expect(engine.snapshot()).toMatchObject({ content: { text: "theirs" }, version: 5 });
  types("mine");
  engine.take({ ...theirs, version: 6 });
  await wait(DELAY);
  expect(sent()).toEqual([["mine", "n1", 5]]);
});

test("a conflict waits for a choice while typing goes on, and goes on with what was chosen", async () => {
  const { engine, send, types, sent, at } = note();
  send.mockRejectedValueOnce(refusal(409, "stale_version"));
  types("mine");
  await wait(DELAY);
  expect(at()).toBe("conflict");
  types("mine too");
  await wait(DELAY * 10);
  expect([send.mock.calls.length, kept()]).toEqual([1, "mine too"]);
  engine.resume({ text: "mine too" }, 9, false);
  await wait(DELAY);
  expect(sent().at(-1)).toEqual(["mine too", "n1", 9]);
  expect(at()).toBe("saved");
});

test("the newer content of the server is taken without sending it back", async () => {
  const { engine, send, types, at } = note();
  send.mockRejectedValueOnce(refusal(409, "stale_version"));
  types("mine");
  await wait(DELAY);
  engine.resume({ text: "theirs" }, 9, true);
  await wait(DELAY * 10);
  expect([send.mock.calls.length, engine.snapshot().content.text, at(), kept()]).toEqual([1, "theirs", "idle", undefined]);
});

test("what is refused is told at its field and tried again with the next change; what is closed is not", async () => {
  const { engine, send, types, at } = note();
  send.mockRejectedValueOnce(refusal(422, "invalid_fields", { fields: ["text"] }));
  types("bad");
  await wait(DELAY * 10);
  expect([at(), send.mock.calls.length]).toEqual(["refused", 1]);
  expect(engine.snapshot()).toMatchObject({ faults: { text: "text不对" }, sent: { text: "bad" } });
  send.mockRejectedValueOnce(refusal(409, "not_a_draft"));
  types("better");
  await wait(DELAY);
  expect(at()).toBe("closed");
  types("best");
  await wait(DELAY * 10);
  expect([send.mock.calls.length, kept()]).toEqual([2, "best"]);
});

test("whoever decides on it saves at once and is told whether the server has it all", async () => {
  const { engine, send, types } = note();
  expect(await engine.flush()).toBe(true);
  expect(send).not.toHaveBeenCalled();
  types("ab");
  expect(await engine.flush()).toBe(true);
  send.mockRejectedValueOnce(new Unreachable(""));
  types("abc");
  expect(await engine.flush()).toBe(false);
  engine.stop();
});

test("what cannot be sent as it is typed stays here beside what was saved", async () => {
  const { types, at } = note({ isPartly: ({ text }) => text.includes("?") });
  types("ab?");
  await wait(DELAY);
  expect([at(), kept()]).toEqual(["saved", "ab?"]);
});

test("what is being thrown away is neither sent nor kept, unless that was refused", async () => {
  const { engine, send, types, sent, at } = note();
  types("ab");
  engine.giveUp();
  types("abc");
  engine.stop();
  await wait(DELAY * 5);
  expect([send.mock.calls.length, kept()]).toEqual([0, undefined]);
  engine.start();
  engine.goOn();
  await wait(DELAY);
  expect([sent(), at()]).toEqual([[["ab", "n1", 1]], "saved"]);
});

test("what meets a conflict is kept, though the tab that was first dropped the copy of both", async () => {
  const { send, types, at } = note();
  send.mockImplementationOnce(() => {
    localStorage.clear();
    return Promise.reject(refusal(409, "stale_version"));
  });
  types("mine");
  await wait(DELAY);
  expect([at(), kept()]).toEqual(["conflict", "mine"]);
});

test("what is refused since another signed in is kept, and goes when its owner is back", async () => {
  const { send, types, at, sent } = note();
  send.mockRejectedValueOnce(refusal(409, "another_person"));
  types("mine");
  await wait(DELAY);
  expect([at(), kept()]).toEqual(["refused", "mine"]);
  types("mine too");
  await wait(DELAY);
  expect([at(), sent().at(-1)]).toEqual(["saved", ["mine too", "n1", 1]]);
});
