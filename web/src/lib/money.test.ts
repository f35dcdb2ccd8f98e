import { expect, test } from "vitest";

import { formatYuan, fromFen, percent, shortYuan, sum, toFen } from "@/lib/money";

test("a typed amount becomes fen, and what is no amount becomes nothing", () => {
  for (const [text, fen] of [
    ["0.1", 10n],
    ["1,234,567.80", 123456780n],
    ["１２３．４５", 12345n],
    ["-5", -500n],
    ["1000000000000.00", 100_000_000_000_000n],
  ] as const) {
    expect(toFen(text)).toBe(fen);
  }
  for (const bad of ["", "1.234", "abc", "1e5", "--1", "."]) expect(toFen(bad)).toBeNull();
});

test("no amount loses a fen, however large", () => {
  expect(formatYuan("999999999999.99")).toBe("999,999,999,999.99");
  expect(formatYuan("1000000000000.00")).toBe("1,000,000,000,000.00");
  expect(formatYuan("0.07")).toBe("0.07");
  expect(formatYuan("-1234.5")).toBe("-1,234.50");
  expect(formatYuan("—")).toBe("—");
  expect(fromFen(7n)).toBe("0.07");
  expect(sum(["0.10", "0.20", "999999999999.70"])).toBe("1000000000000.00");
  expect(sum(["1", "x"])).toBeNull();
});

test("charts speak in 万元 and 亿元", () => {
  expect(shortYuan("9999.99")).toBe("9,999.99 元");
  expect(shortYuan("10000")).toBe("1.00 万元");
  expect(shortYuan("12345678.90")).toBe("1,234.57 万元");
  expect(shortYuan("1000000000000.00")).toBe("10,000.00 亿元");
});

test("a share is rounded to one decimal and needs a whole", () => {
  expect(percent("1", "3")).toBe(33.3);
  expect(percent("2", "3")).toBe(66.7);
  expect(percent("1", "0")).toBe(0);
});
