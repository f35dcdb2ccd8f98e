import { expect, test, vi } from "vitest";

import { hearSession, tellSession } from "@/api/tabs";

const moment = () => new Promise((resolve) => setTimeout(resolve, 50));

test("other tabs hear that somebody signed in here, and this one does not hear itself", async () => {
  const here = vi.fn();
  const there = vi.fn();
  const stop = hearSession(here);
  const other = new BroadcastChannel("session-changed");
  other.onmessage = there;
  tellSession();
  await vi.waitFor(() => expect(there).toHaveBeenCalledOnce());
  await moment();
  expect(here).not.toHaveBeenCalled();
  other.postMessage("another tab");
  await vi.waitFor(() => expect(here).toHaveBeenCalledOnce());
  stop();
  other.close();
});

test("where the browser has no such line, a mark changes that other tabs see", () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  tellSession();
  const before = localStorage.getItem("session-changed");
  tellSession();
  expect(before).not.toBeNull();
  expect(localStorage.getItem("session-changed")).not.toBe(before);
});
