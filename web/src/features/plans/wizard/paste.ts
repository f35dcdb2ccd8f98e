/** How a pasted table goes into the lines of a plan. */

import type { Column } from "@/components/grid/fill";
import { CELLS } from "@/features/plans/wizard/cells";
import { amountOf, EMPTY, fundOf, type FormLine } from "@/features/plans/wizard/form";
import { upon, withLine } from "@/features/plans/wizard/lines";
import { fundWords, type Fund } from "@/features/plans/wizard/queries";
import { readQuantity } from "@/lib/quantity";
import { tidy } from "@/lib/text";

type PlanColumn = Column<FormLine>;

/** The columns in the order of the grid, upon the budgets that were chosen. */
export const planColumns = (funds: Map<string, Fund>): PlanColumn[] => [
  { label: CELLS.budget, clear: (line) => ({ ...line, budget: "", budgetLine: 0 }), put: (line, text) => fundedBy(line, tidy(text), funds) },
  { label: CELLS.item, clear: (line) => ({ ...line, item: "", itemName: "" }), item: (line, { code, name }) => ({ ...line, item: code, itemName: name }) },
  { label: CELLS.unit_price, clear: (line) => ({ ...line, unitPrice: "" }), put: (line, text) => withRead(amountOf(text), "应为数字，最多两位小数", (unitPrice) => ({ ...line, unitPrice })) },
  { label: CELLS.quantity, put: (line, text) => withRead(readQuantity(text), "应为数字", (quantity) => ({ ...line, quantity })) },
  { label: CELLS.measure, put: (line, text) => ({ ...line, measure: tidy(text) }) },
  { label: CELLS.parameters, put: (line, text) => ({ ...line, parameters: tidy(text, true) }) },
];

const withRead = (read: string | null, why: string, put: (read: string) => FormLine) => (read === null ? why : put(read));

function fundedBy(line: FormLine, text: string, funds: Map<string, Fund>): FormLine | string {
  const own = [...funds.values()].filter((fund) => [fund.budget.name, ...fundWords(fund)].includes(text));
  const [fund] = own;
  if (fund === undefined) return "不是已选用的预算";
  if (own.length > 1) return "这项预算选用了多条明细，请逐行选择";
  return fund.id === fundOf(line) ? line : upon(line, fund, false);
}

/** The lines with a new one upon the budget of the last, whether that is read already or not. */
export const grownBy = (funds: Map<string, Fund>) => (lines: FormLine[]) => {
  const grown = withLine({ ...EMPTY, lines }, lines.length - 1, funds).lines;
  const [last, line] = [lines.at(-1), grown.at(-1)];
  return last && line ? grown.with(-1, { ...line, budget: last.budget, budgetLine: last.budgetLine }) : grown;
};
