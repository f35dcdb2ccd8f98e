import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Autosave, DELAY } from "@/lib/autosave";
import { Refused, Unreachable } from "@/lib/problem";

const refusal = (status: number, code: string) => new Refused({ status, code, title: code, errors: [], current: undefined });

function saver(saved = true) {
  const send = vi.fn((text: string) => Promise.resolve(`saved ${text}`));
  const [keep, drop] = [vi.fn(), vi.fn()];
  const autosave = new Autosave<string, string>("a", saved, { send, isWorth: (text) => text !== "", keep, drop });
  return { autosave, send, keep, drop, at: () => autosave.snapshot().saving.at };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a burst of typing is sent once, a moment after the last key, and kept here until then", async () => {
  const { autosave, send, keep, drop, at } = saver();
  autosave.change("ab");
  await vi.advanceTimersByTimeAsync(DELAY - 1);
  autosave.change("abc");
  expect(at()).toBe("waiting");
  expect(keep).toHaveBeenLastCalledWith("abc");
  await vi.advanceTimersByTimeAsync(DELAY);
  expect(send.mock.calls).toEqual([["abc"]]);
  expect(at()).toBe("saved");
  expect(drop).toHaveBeenCalledOnce();
  expect(autosave.snapshot().answer).toEqual({ to: "abc", said: "saved abc" });
});

test("what is typed while a request is on its way goes in the next one, never beside it", async () => {
  const { autosave, send, drop, at } = saver();
  let answer: (said: string) => void = () => undefined;
  send.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  autosave.change("ab");
  await vi.advanceTimersByTimeAsync(DELAY);
  autosave.change("abc");
  await vi.advanceTimersByTimeAsync(DELAY * 5);
  expect(send).toHaveBeenCalledTimes(1);
  answer("saved ab");
  await vi.advanceTimersByTimeAsync(DELAY);
  expect(send.mock.calls).toEqual([["ab"], ["abc"]]);
  expect(drop).toHaveBeenCalledOnce();
  expect(at()).toBe("saved");
});

test("without a connection it tries again, ever more slowly, until it is saved", async () => {
  const { autosave, send, drop, at } = saver();
  send.mockRejectedValueOnce(new Unreachable("")).mockRejectedValueOnce(refusal(503, "busy"));
  autosave.change("ab");
  await vi.advanceTimersByTimeAsync(DELAY);
  expect(at()).toBe("offline");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(send).toHaveBeenCalledTimes(2);
  expect(drop).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(send).toHaveBeenCalledTimes(3);
  expect(at()).toBe("saved");
});

test("a conflict waits for a choice while typing goes on, and goes on with what was chosen", async () => {
  const { autosave, send, keep, at } = saver();
  send.mockRejectedValueOnce(refusal(409, "stale_version"));
  autosave.change("mine");
  await vi.advanceTimersByTimeAsync(DELAY);
  expect(at()).toBe("conflict");
  autosave.change("mine too");
  await vi.advanceTimersByTimeAsync(DELAY * 10);
  expect(send).toHaveBeenCalledTimes(1);
  expect(keep).toHaveBeenLastCalledWith("mine too");
  autosave.resume("mine too", false);
  await vi.advanceTimersByTimeAsync(DELAY);
  expect(send).toHaveBeenLastCalledWith("mine too");
  expect(at()).toBe("saved");
});

test("the newer content of the server is taken without sending it back", async () => {
  const { autosave, send, drop, at } = saver();
  send.mockRejectedValueOnce(refusal(409, "stale_version"));
  autosave.change("mine");
  await vi.advanceTimersByTimeAsync(DELAY);
  autosave.resume("theirs", true);
  await vi.advanceTimersByTimeAsync(DELAY * 10);
  expect(send).toHaveBeenCalledTimes(1);
  expect(drop).toHaveBeenCalledOnce();
  expect(autosave.snapshot().content).toBe("theirs");
  expect(at()).toBe("idle");
});

test("what is refused is tried again with the next change; what is no draft any more is not", async () => {
  const { autosave, send, at } = saver();
  send.mockRejectedValueOnce(refusal(422, "invalid_fields"));
  autosave.change("bad");
  await vi.advanceTimersByTimeAsync(DELAY * 10);
  expect(at()).toBe("refused");
  expect(send).toHaveBeenCalledTimes(1);
  send.mockRejectedValueOnce(refusal(409, "not_a_draft"));
  autosave.change("better");
  await vi.advanceTimersByTimeAsync(DELAY);
  expect(at()).toBe("closed");
  autosave.change("best");
  await vi.advanceTimersByTimeAsync(DELAY * 10);
  expect(send).toHaveBeenCalledTimes(2);
});

test("flush saves at once and tells whether the server has it all", async () => {
  const { autosave, send } = saver();
  expect(await autosave.flush()).toBe(true);
  expect(send).not.toHaveBeenCalled();
  autosave.change("ab");
  expect(await autosave.flush()).toBe(true);
  send.mockRejectedValueOnce(new Unreachable(""));
  autosave.change("abc");
  expect(await autosave.flush()).toBe(false);
  autosave.stop();
});

test("too little is kept here only", async () => {
  const { autosave, send, keep, at } = saver(false);
  autosave.change("");
  await vi.advanceTimersByTimeAsync(DELAY * 3);
  expect(at()).toBe("idle");
  expect(keep).toHaveBeenCalledOnce();
  expect(send).not.toHaveBeenCalled();
});

test("what is being thrown away is neither sent nor kept, unless that was refused", async () => {
  const { autosave, send, keep, drop, at } = saver();
  autosave.change("ab");
  autosave.giveUp();
  expect(drop).toHaveBeenCalledOnce();
  autosave.change("abc");
  autosave.stop();
  await vi.advanceTimersByTimeAsync(DELAY * 5);
  expect(send).not.toHaveBeenCalled();
  expect(keep).toHaveBeenCalledTimes(1);
  autosave.start();
  autosave.goOn();
  await vi.advanceTimersByTimeAsync(DELAY);
  expect(send.mock.calls).toEqual([["ab"]]);
  expect(at()).toBe("saved");
});
