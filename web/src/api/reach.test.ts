import { afterEach, expect, test, vi } from "vitest";

import { connection, guardSession, reach } from "@/api/reach";
import { hearDate, now } from "@/lib/clock";
import { dayOf } from "@/lib/dates";
import { Unreachable } from "@/lib/problem";

const answer = (status: number) => new Response("{}", { status });
const post = () => new Request("http://localhost/api/tasks/t/approval", { method: "POST", body: '{"opinion":"同意"}' });

afterEach(() => guardSession(null));

test("a request whose session ended is sent once more, unchanged, after signing in again", async () => {
  const bodies: string[] = [];
  const statuses = [401, 200];
  vi.stubGlobal("fetch", async (request: Request) => {
    bodies.push(await request.text());
    return answer(statuses.shift() ?? 500);
  });
  const gate = vi.fn(() => Promise.resolve(true));
  guardSession(gate);
  expect((await reach(post())).status).toBe(200);
  expect(gate).toHaveBeenCalledOnce();
  expect(bodies).toEqual(['{"opinion":"同意"}', '{"opinion":"同意"}']);
});

test("nothing is sent again when somebody else, or nobody, signed in", async () => {
  const sent = vi.fn(() => Promise.resolve(answer(401)));
  vi.stubGlobal("fetch", sent);
  guardSession(() => Promise.resolve(false));
  expect((await reach(post())).status).toBe(401);
  expect(sent).toHaveBeenCalledOnce();
});

test("asking who is signed in is never gated", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(answer(401)));
  const gate = vi.fn(() => Promise.resolve(true));
  guardSession(gate);
  expect((await reach(new Request("http://localhost/api/session"))).status).toBe(401);
  expect(gate).not.toHaveBeenCalled();
});

test("a lost connection is told, and so is its return", async () => {
  const changed = vi.fn();
  const stop = connection.watch(changed);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(reach(post())).rejects.toBeInstanceOf(Unreachable);
  expect(connection.isUp()).toBe(false);
  vi.stubGlobal("fetch", () => Promise.resolve(answer(200)));
  await reach(post());
  expect(connection.isUp()).toBe(true);
  expect(changed).toHaveBeenCalledTimes(2);
  stop();
});

test.each([-10, 10])("with a clock %i days off, the day is the one that answers say", async (days) => {
  const real = Date.now();
  const wrong = vi.spyOn(Date, "now").mockReturnValue(real + days * 86_400_000);
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}", { headers: { Date: new Date(real).toUTCString() } })));
  await reach(post());
  expect(dayOf(now())).toBe(dayOf(new Date(real)));
  wrong.mockRestore();
  hearDate(new Date(real).toUTCString(), real);
});
