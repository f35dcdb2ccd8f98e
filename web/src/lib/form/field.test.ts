import { expect, test } from "vitest";

import { within, withoutAt, wrongFields } from "@/lib/form/field";
import { fieldPath } from "@/lib/problem";

interface Letter {
  phone: string | null;
  matters: { facts: string | null }[];
}
const FORM: Letter = { phone: "1", matters: [{ facts: "a" }, { facts: "b" }] };
const THERE: Letter = { phone: "0", matters: [{ facts: "x" }, { facts: "y" }] };

test.each<[string, Letter | null, Letter | null]>([
  ["phone", THERE, { ...FORM, phone: "0" }],
  ["phone", null, { ...FORM, phone: null }],
  ["matters[1].facts", THERE, { ...FORM, matters: [{ facts: "a" }, { facts: "y" }] }],
  ["matters[1].facts", { ...THERE, matters: [{ facts: "y" }] }, { ...FORM, matters: [{ facts: "a" }, { facts: null }] }],
  ["matters[7].facts", THERE, FORM],
  ["other", THERE, FORM],
  ["matters[0]", THERE, null],
  ["matters", { ...THERE, matters: [] }, { ...FORM, matters: [] }],
  ["matters", null, null],
  ["", THERE, null],
])("without %s", (field, there, left) => expect(withoutAt(FORM, fieldPath(field), there)).toEqual(left));

test("the server's names may begin with the member that the form is", () => {
  const { without, placeOf } = within<Letter>("letter");
  expect(without(FORM, fieldPath("letter.phone"), THERE)).toEqual({ ...FORM, phone: "0" });
  expect(["letter.matters[1].facts", "matters[1].facts", "phone", "letter"].map((field) => placeOf(fieldPath(field)))).toEqual(["matters[1].facts", "matters[1].facts", "phone", "letter"]);
});

test("what is too long is named as the server names it", () => {
  const told = wrongFields({ facts: "字".repeat(11), basis: null, other: "x".repeat(99) }, { facts: 10, basis: 10 }, "matters[1].");
  expect(told).toEqual([{ field: "matters[1].facts", code: "invalid_value", message: "最多10个字，现在有11个字" }]);
});
