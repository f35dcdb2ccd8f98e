import { expect, test } from "vitest";

import { clean, lengthOf, overlong, tidy } from "@/lib/text";

test.each([
  ["tabs and no-break spaces are blanks", "公\t共\u00a0机房", "公 共 机房", "公 共 机房"],
  ["line breaks of every kind end a line", "一\r\n二\r三\u000b四\u000c五\u2028六\u2029七\n八", "一 二 三 四 五 六 七 八", "一\n二\n三\n四\n五\n六\n七\n八"],
  ["zero-width characters are out", "\ufeff计\u200b划\u200c名\u200d称\u2060", "计划名称", "计划名称"],
  ["direction characters are out", "\u202a计\u202e划\u2066名\u2069称\u200e\u200f", "计划名称", "计划名称"],
  ["other controls and the soft hyphen are out", "\u0000计\u0007划\u00ad名\u007f称\u009f", "计划名称", "计划名称"],
  ["a family of emoji becomes its members", "👨\u200d👩\u200d👧", "👨👩👧", "👨👩👧"],
  ["what is good stays as it is, full-width blanks too", "　办公 设备（一）", "　办公 设备（一）", "　办公 设备（一）"],
])("%s", (_, text, line, lines) => {
  expect([clean(text, false), clean(text, true)]).toEqual([line, lines]);
  expect(clean(lines, true)).toBe(lines);
});

test("a name of nothing but what nobody sees is empty", () => {
  expect(["\u200b\u200d", " \t\u00a0　", "\r\n\u2028", "\u202e\u2066\u00ad\u0000"].map((text) => tidy(text))).toEqual(["", "", "", ""]);
});

test("a text counts in characters, without blanks around it, and says by how much it is too long", () => {
  expect([lengthOf(" 字\u200b "), lengthOf("𠮷👍"), lengthOf("a\r\nb")]).toEqual([1, 2, 3]);
  expect([overlong("字".repeat(60), 60), overlong("字".repeat(63), 60)]).toEqual([undefined, "最多60个字，现在有63个字"]);
});
