import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";

import { EntryLines } from "@/features/budgets/entry/EntryLines";
import { newLine, type EntryLine } from "@/features/budgets/entry/form";
import { show } from "@/test/show";

const SOURCES = [
  { code: "general_budget" as const, label: "一般公共预算资金" },
  { code: "unit_funds" as const, label: "单位资金" },
];
const CATALOGUE = [
  { code: "A02010105", name: "台式计算机", has_children: false },
  { code: "A05010201", name: "办公桌", has_children: false },
  { code: "A05010299", name: "其他办公桌", has_children: false },
];

function Grid() {
  const [lines, setLines] = useState<EntryLine[]>([newLine()]);
  const onChange = (update: (now: EntryLine[]) => EntryLine[]) => setLines(update(lines));
  return <EntryLines sources={SOURCES} lines={lines} faults={{}} onChange={onChange} />;
}

function shown() {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    const query = new URL(request.url).searchParams.get("query") ?? "";
    asked.push(query);
    const items = CATALOGUE.filter(({ code, name }) => code.startsWith(query) || name.includes(query));
    return Promise.resolve(new Response(JSON.stringify({ items, more: false, edition: 2022 }), { headers: { "Content-Type": "application/json" } }));
  });
  show(<Grid />);
  return asked;
}
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const paste = (into: HTMLElement, text: string) => fireEvent.paste(into, { clipboardData: { getData: (kind: string) => (kind === "text/plain" ? text : "") } });

test("a table of Excel becomes the lines of a budget, its items looked up once each, and one press takes it back", async () => {
  const asked = shown();
  paste(screen.getByRole("combobox", { name: "第1行品目" }), "A02010105 台式计算机\t5,000\t10\t台\t30000\t20000\r\n办公桌\t900\t2\t张\r\n办公桌\t约900\t2\t张\r\n书柜\t1\t1\t个\r\n");
  await screen.findByText("已粘贴 4 行，以下 2 处没有填入");
  expect(screen.getByText("第3行单价“约900”：应为数字，最多两位小数")).toBeTruthy();
  expect(screen.getByText("第4行品目“书柜”：采购目录中没有这个品目")).toBeTruthy();
  expect(asked.sort()).toEqual(["A02010105", "书柜", "办公桌"].sort());
  expect(["第1行单价", "第1行数量", "第1行单位资金", "第2行单位", "第3行单价"].map((name) => field(name).value)).toEqual(["5,000.00", "10", "20,000.00", "张", ""]);
  fireEvent.click(screen.getByRole("button", { name: "撤销粘贴" }));
  expect([screen.queryByRole("textbox", { name: "第2行单位" }), field("第1行单价").value, screen.queryByText(/已粘贴/)]).toEqual([null, "", null]);
});

test("figures alone need nobody to look anything up; once something else is typed, the paste is not taken back", async () => {
  const asked = shown();
  paste(field("第1行单位资金"), "1\n2\n");
  await screen.findByText("已粘贴 2 行");
  expect([asked, field("第2行单位资金").value]).toEqual([[], "2.00"]);
  fireEvent.change(field("第2行单位"), { target: { value: "台" } });
  expect([screen.queryByRole("button", { name: "撤销粘贴" }), field("第2行单位").value]).toEqual([null, "台"]);
});
