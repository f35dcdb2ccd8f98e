import { expect, test } from "vitest";

import { byAmount, byText, byTime, sorted, type Sorting } from "@/components/sorting";

interface Row {
  title: string;
  amount: string;
}

const columns = [{ key: "title" }, { key: "amount" }, { key: "due" }, { key: "person" }];
const sorting = (by: string, down: boolean): Sorting<Row> => ({
  sort: { by, down },
  own: "due",
  compares: { title: byText((row) => row.title), amount: byAmount((row) => row.amount) },
  onSort: () => undefined,
});
const seen = (by: string, down: boolean, whole: boolean) =>
  sorted<Row>(columns, sorting(by, down), whole).map((column) => [column.sorter !== undefined, column.sortOrder ?? ""]);

test("a list of several pages is sorted by the server alone", () => {
  expect(seen("due", true, false)).toEqual([[false, ""], [false, ""], [true, "descend"], [false, ""]]);
  expect(seen("amount", true, false)).toEqual([[false, ""], [false, ""], [true, "ascend"], [false, ""]]);
});

test("a list that is wholly on the page is sorted by any column that is compared", () => {
  expect(seen("amount", true, true)).toEqual([[true, ""], [true, "descend"], [true, ""], [false, ""]]);
});

test("amounts go by their size, texts as a reader looks them up, instants by time", () => {
  const amounts = ["1000000000000.00", "9.00", "-1.00", "10.00"];
  expect([...amounts].sort(byAmount((yuan: string) => yuan))).toEqual(["-1.00", "9.00", "10.00", "1000000000000.00"]);
  expect(["第10批", "第9批"].sort(byText((text: string) => text))).toEqual(["第9批", "第10批"]);
  expect(["2026-03-02T00:00:00.5Z", "2026-03-02T00:00:00Z"].sort(byTime((text: string) => text))).toEqual(["2026-03-02T00:00:00Z", "2026-03-02T00:00:00.5Z"]);
});
