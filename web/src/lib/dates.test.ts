import { expect, test } from "vitest";

import { dayOf, daysBetween, dueIn, formatInstant, lasted } from "@/lib/dates";

test("instants are shown as the clock in Fujian shows them", () => {
  expect(formatInstant("2026-02-28T16:05:59.123456789Z")).toBe("2026-03-01 00:05");
  expect(formatInstant("2026-01-01T00:00:00+08:00")).toBe("2026-01-01 00:00");
  expect(formatInstant("—")).toBe("—");
  expect(dayOf(new Date("2026-02-28T15:59:00Z"))).toBe("2026-02-28");
});

test("how long it lay is told in the two largest units", () => {
  const from = "2026-03-01T00:00:00Z";
  expect(lasted(from, "2026-03-01T00:00:20Z")).toBe("不到1分钟");
  expect(lasted(from, "2026-03-01T00:45:00Z")).toBe("45分钟");
  expect(lasted(from, "2026-03-01T05:20:00Z")).toBe("5小时20分钟");
  expect(lasted(from, new Date("2026-03-04T04:59:00Z"))).toBe("3天4小时");
  expect(lasted(from, "2026-02-01T00:00:00Z")).toBe("不到1分钟");
});

test("the nearer the last day, the more urgent", () => {
  expect(daysBetween("2026-02-27", "2026-03-01")).toBe(2);
  expect(dueIn("2026-02-27", "2026-03-01")).toEqual({ urgency: "overdue", words: "已超期2天" });
  expect(dueIn("2026-03-01", "2026-03-01")).toEqual({ urgency: "today", words: "今天到期" });
  expect(dueIn("2026-03-02", "2026-03-01")).toEqual({ urgency: "soon", words: "明天到期" });
  expect(dueIn("2026-03-11", "2026-03-01")).toEqual({ urgency: "later", words: "10天后到期" });
});
