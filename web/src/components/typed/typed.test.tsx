import { createEvent, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState, type SyntheticEvent, type ReactNode } from "react";
import { expect, test, vi } from "vitest";

import { TextField } from "@/components/form/TextField";
import { AmountCell, AreaCell, NumberCell, TextCell } from "@/components/grid/Cells";
import { SearchInput } from "@/components/typed/Text";
import { show } from "@/test/show";

type Field = HTMLInputElement | HTMLTextAreaElement;
const field = () => screen.getByRole<Field>("textbox");

/** What Chromium sends while `words` become `end`: the last input comes before the end. */
function composes(own: Field, words: string[], end: string) {
  const before = own.value;
  fireEvent.compositionStart(own);
  for (const word of [...words, end]) fireEvent.input(own, { target: { value: before + word }, isComposing: true });
  fireEvent.compositionEnd(own, { data: end });
}

const onText = vi.fn<(text: string) => void>();
function Held({ of: Part, start = "" }: { of: (props: { value: string; onText: (text: string) => void }) => ReactNode; start?: string }) {
  const [value, setValue] = useState(start);
  return (
    <Part
      value={value}
      onText={(text) => {
        onText(text);
        // As unkind as a page could be: whatever is told comes back as something else.
        setValue(text.toLowerCase());
      }}
    />
  );
}

const FIELDS: [string, (props: { value: string; onText: (text: string) => void }) => ReactNode][] = [
  ["a line", (props) => <TextField label="名称" most={60} {...props} />],
  ["a box", (props) => <TextField label="理由" most={60} rows={3} {...props} />],
  ["a cell", ({ value, onText: onChange }) => <TextCell label="单位" value={value} onChange={onChange} />],
  ["a number", ({ value, onText: onChange }) => <NumberCell label="数量" value={value} onChange={onChange} />],
  ["an amount", ({ value, onText: onChange }) => <AmountCell label="单价" value={value} onChange={onChange} />],
  ["an area", ({ value, onText: onChange }) => <AreaCell label="参数" value={value} onChange={onChange} />],
];

test.each(FIELDS)("%s tells nothing of a composition before its end", (_, of) => {
  onText.mockClear();
  show(<Held of={of} />);
  const own = field();
  own.focus();
  fireEvent.compositionStart(own);
  for (const text of ["L", "Li", "Lin"]) {
    fireEvent.input(own, { target: { value: text }, isComposing: true });
    expect([own.value, onText.mock.calls.length]).toEqual([text, 0]);
  }
  fireEvent.compositionEnd(own, { data: "Lin" });
  expect([onText.mock.calls, own.value]).toEqual([[["Lin"]], "lin"]);
  composes(own, ["x", "xi"], "晓");
  expect([onText.mock.calls.at(-1), own.value]).toEqual([["lin晓"], "lin晓"]);
});

test("the Enter that ends a composition sends no form, also where Safari tells it by its code alone", () => {
  const onSubmit = vi.fn((event: SyntheticEvent) => event.preventDefault());
  show(
    <form onSubmit={onSubmit}>
      <Held of={FIELDS[0]?.[1] ?? (() => null)} />
    </form>,
  );
  for (const ends of [{ isComposing: true }, { keyCode: 229 }]) {
    const press = createEvent.keyDown(field(), { key: "Enter", ...ends });
    fireEvent(field(), press);
    expect(press.defaultPrevented).toBe(true);
  }
  const press = createEvent.keyDown(field(), { key: "Enter", keyCode: 13 });
  fireEvent(field(), press);
  expect(press.defaultPrevented).toBe(false);
});

test("words are looked for by an Enter of one's own, as they are kept", () => {
  const onSearch = vi.fn();
  show(<SearchInput label="按预算名称查找" width={200} onSearch={onSearch} />);
  const own = screen.getByRole<HTMLInputElement>("searchbox");
  composes(own, ["gong"], " 公共\u200b ");
  for (const ends of [{ isComposing: true }, { keyCode: 229 }]) fireEvent.keyDown(own, { key: "Enter", ...ends });
  expect(onSearch).not.toHaveBeenCalled();
  fireEvent.keyDown(own, { key: "Enter", keyCode: 13 });
  expect(onSearch).toHaveBeenCalledExactlyOnceWith("公共");
});

const PASTED: [string, (typeof FIELDS)[number][1], string, string][] = [
  ["a line", FIELDS[0]?.[1] ?? (() => null), "公共\t机房\r\n\u200b更新\u202e", "前公共 机房 更新后"],
  ["a box", FIELDS[1]?.[1] ?? (() => null), "一\u2028二\t三\u200b", "前一\n二 三后"],
  ["a cell", FIELDS[2]?.[1] ?? (() => null), "\u200b台\u00a0", "前台后"],
  ["an area", FIELDS[5]?.[1] ?? (() => null), "8核\r\n16gb", "前8核\n16gb后"],
];

test.each(PASTED)("what is pasted into %s is made good, where the caret is", async (_, of, text, whole) => {
  show(<Held of={of} start="前后" />);
  const own = field();
  own.focus();
  own.setSelectionRange(1, 1);
  fireEvent.paste(own, { clipboardData: { getData: () => text } });
  await waitFor(() => expect(own.value).toBe(whole.toLowerCase()));
});

test("a text longer than its field is kept, counted and told", () => {
  show(<Held of={FIELDS[0]?.[1] ?? (() => null)} />);
  const long = "字".repeat(63);
  fireEvent.change(field(), { target: { value: long } });
  expect([field().value, field().hasAttribute("maxlength"), field().getAttribute("aria-invalid")]).toEqual([long, false, "true"]);
  expect([screen.getByRole("alert").textContent, screen.getByText("63/60")]).toEqual(["最多60个字，现在有63个字", expect.anything()]);
});
