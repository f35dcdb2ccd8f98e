/** How a pasted table goes into the lines of a budget. */

import type { Column } from "@/components/grid/fill";
import { fenOf, type EntryLine, type Terms } from "@/features/budgets/entry/form";
import { fromFen } from "@/lib/money";
import { readQuantity } from "@/lib/quantity";
import { tidy } from "@/lib/text";

/** The columns in the order of the grid; the sources come last. */
export const entryColumns = (sources: Terms["sources"]): Column<EntryLine>[] => [
  { label: "品目", item: (line, { code, name }) => ({ ...line, item: code, itemName: name }) },
  { label: "单价", put: (line, text) => withAmount(text, (unitPrice) => ({ ...line, unitPrice })) },
  { label: "数量", put: (line, text) => withRead(readQuantity(text), "应为数字", (quantity) => ({ ...line, quantity })) },
  { label: "单位", put: (line, text) => ({ ...line, measure: tidy(text) }) },
  ...sources.map(({ code, label }): Column<EntryLine> => ({ label, put: (line, text) => withAmount(text, (amount) => ({ ...line, funding: { ...line.funding, [code]: amount } })) })),
];

const withRead = (read: string | null, why: string, put: (read: string) => EntryLine) => (read === null ? why : put(read));

function withAmount(text: string, put: (amount: string) => EntryLine): EntryLine | string {
  const fen = fenOf(text);
  return withRead(fen === null ? null : fromFen(fen), "应为数字，最多两位小数", put);
}
