import { expect, test } from "vitest";

import { readSort, writeSort } from "@/lib/useSort";

const fallback = { by: "due", down: false };

test("a sort is read back as it was written", () => {
  for (const sort of [{ by: "amount", down: true }, { by: "due", down: false }]) expect(readSort(writeSort(sort), ["due", "amount"], fallback)).toEqual(sort);
});

test("what is no sort of the list is none", () => {
  for (const text of [null, "", "-", "colour", "-colour"]) expect(readSort(text, ["due"], fallback)).toBe(fallback);
});
