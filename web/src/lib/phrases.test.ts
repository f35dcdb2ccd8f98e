import { expect, test } from "vitest";

import { addPhrase, dropPhrase, phrasesOf } from "@/lib/phrases";

test("everybody begins with the usual phrases and keeps their own", () => {
  expect(phrasesOf("lin")).toContain("同意。");
  addPhrase("lin", "  请财务处核实。 ");
  addPhrase("lin", "请财务处核实。");
  expect(phrasesOf("lin").filter((phrase) => phrase === "请财务处核实。")).toHaveLength(1);
  expect(phrasesOf("lin")[0]).toBe("请财务处核实。");
  dropPhrase("lin", "请财务处核实。");
  expect(phrasesOf("lin")).not.toContain("请财务处核实。");
  expect(phrasesOf("chen")).toContain("同意。");
});

test("no more than twenty are kept, and what does not read is begun anew", () => {
  for (let n = 0; n < 30; n += 1) addPhrase("lin", `意见${n}`);
  expect(phrasesOf("lin")).toHaveLength(20);
  localStorage.setItem("phrases:lin", "{");
  expect(phrasesOf("lin")).toContain("同意。");
});
