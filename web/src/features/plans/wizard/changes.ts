/** What an edit under way will record 修改痕迹: every field before and after, told before it is saved. */

import { amountOf, countOf, fundOf, totalOf, type Form, type FormLine } from "@/features/plans/wizard/form";
import type { Fund } from "@/features/plans/wizard/queries";
import { tidy } from "@/lib/text";

export interface Difference {
  label: string;
  before: string | null;
  after: string | null;
}

const PARTS: [label: string, of: (line: FormLine, funds: Map<string, Fund>) => string][] = [
  ["预算", (line, funds) => budgetWords(funds.get(fundOf(line)))],
  ["品目", (line) => `${line.item} ${line.itemName}`.trim()],
  ["单价", (line) => amountOf(line.unitPrice) ?? line.unitPrice],
  ["数量", (line) => String(countOf(line.quantity) ?? line.quantity)],
  ["数量单位", (line) => tidy(line.measure)],
  ["总金额", (line) => totalOf(line) ?? ""],
  ["商品参数", (line) => tidy(line.parameters, true)],
];

const budgetWords = (fund: Fund | undefined) => (fund ? `${fund.budget.name}（第${fund.line.number}条明细）` : "");

export function differences(before: Form, after: Form, funds: Map<string, Fund>, files: Map<string, string>): Difference[] {
  const all: Difference[] = [];
  const compare = (label: string, old: string | null, now: string | null) => {
    if (old !== now) all.push({ label, before: old, after: now });
  };
  compare("计划名称", tidy(before.name), tidy(after.name));
  for (let index = 0; index < Math.max(before.lines.length, after.lines.length); index += 1) {
    const [old, now] = [before.lines[index], after.lines[index]];
    for (const [label, of] of PARTS) compare(`第${index + 1}行${label}`, old ? of(old, funds) : null, now ? of(now, funds) : null);
  }
  const named = (upload: string) => files.get(upload) ?? upload;
  for (const upload of before.attachments) if (!after.attachments.includes(upload)) compare("附件", named(upload), null);
  for (const upload of after.attachments) if (!before.attachments.includes(upload)) compare("附件", null, named(upload));
  return all;
}
