import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { hearDate, machineTime, now } from "@/lib/clock";
import { dayOf, dueIn } from "@/lib/dates";

const SERVER = "Sun, 01 Mar 2026 04:00:00 GMT";
const DAY = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  hearDate(new Date().toUTCString(), Date.now());
});

test.each([-10, -1, 0, 1, 10])("a clock %i days off makes nothing overdue: the server's day counts", (days) => {
  vi.setSystemTime(Date.parse(SERVER) + days * DAY);
  hearDate(SERVER, machineTime());
  expect(dayOf(now())).toBe("2026-03-01");
  expect(dueIn("2026-03-02", dayOf(now())).words).toBe("明天到期");
  vi.advanceTimersByTime(DAY);
  expect(dayOf(now())).toBe("2026-03-02");
});

test.each([
  ["says no date", null, 0],
  ["says something else", "soon", 0],
  ["took so long that the machine may have slept", "Sun, 01 Feb 2026 04:00:00 GMT", 60_000],
  ["was asked for before the clock was put back", "Sun, 01 Feb 2026 04:00:00 GMT", -60_000],
])("an answer that %s changes nothing", (_, date, waited) => {
  vi.setSystemTime(Date.parse(SERVER));
  hearDate(SERVER, machineTime());
  hearDate(date, machineTime() - waited);
  expect(dayOf(now())).toBe("2026-03-01");
});
