import { expect, test } from "vitest";

import { Intent } from "@/lib/intent";

test("a repeat keeps its key; a change, or the same again after it was done, gets another", () => {
  const intent = new Intent();
  const first = intent.keyFor(["t", { opinion: "同意" }]);
  expect(first).toMatch(/^[A-Za-z0-9_-]{8,80}$/);
  expect(intent.keyFor(["t", { opinion: "同意" }])).toBe(first);
  const changed = intent.keyFor(["t", { opinion: "不同意" }]);
  expect(changed).not.toBe(first);
  intent.done();
  expect(intent.keyFor(["t", { opinion: "不同意" }])).not.toBe(changed);
});
