import { expect, test } from "vitest";

import { fieldPath, readProblem, Refused, toTrouble, Unreachable } from "@/lib/problem";

const refused = (status: number, body: unknown) => toTrouble(new Refused(readProblem(status, body)));

test("a problem keeps its code, its words and its fields", () => {
  const trouble = refused(400, {
    code: "invalid_fields",
    title: "填写的内容有误，请按提示修改",
    errors: [{ field: "lines[1].quantity", code: "invalid_value", message: "数量应大于0" }],
  });
  expect(trouble).toMatchObject({ handling: "invalid", code: "invalid_fields", retryable: false });
  expect(trouble.fields).toEqual([{ field: "lines[1].quantity", code: "invalid_value", message: "数量应大于0" }]);
});

test("each status is handled in its own way", () => {
  for (const [status, handling] of [
    [401, "session"],
    [403, "forbidden"],
    [404, "absent"],
    [409, "stale"],
    [422, "refused"],
    [500, "broken"],
    [503, "broken"],
  ] as const) {
    expect(refused(status, { code: "x", title: "话" })).toMatchObject({ handling, title: "话" });
  }
  expect(refused(409, { code: "already_decided", title: "已办理", current: { by: "李四" } }).current).toEqual({ by: "李四" });
});

test("what is no problem+json still gets words", () => {
  expect(refused(503, { message: "Service Unavailable" })).toMatchObject({ title: "系统繁忙，请稍后再试", retryable: true });
  expect(refused(500, null).title).toContain("系统出现故障");
  expect(toTrouble(new Unreachable(new TypeError("failed")))).toMatchObject({ handling: "offline", retryable: true });
  expect(toTrouble(new Error("bug"))).toMatchObject({ handling: "broken", code: "unexpected" });
});

test("a field's path becomes the form's", () => {
  expect(fieldPath("lines[2].funding[0].amount")).toEqual(["lines", 2, "funding", 0, "amount"]);
  expect(fieldPath("name")).toEqual(["name"]);
});
