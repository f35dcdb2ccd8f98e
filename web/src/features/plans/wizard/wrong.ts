/** What of a draft cannot be saved, and how the rest goes without it. */

import type { Form, FormLine } from "@/features/plans/wizard/form";
import { ATTACHMENTS, LINES, MEASURE, NAME, PARAMETERS } from "@/lib/limits";
import type { FieldFault } from "@/lib/problem";
import { overlong, tidy } from "@/lib/text";

/** What this page knows to be wrong, as the server names it. */
export function wrongIn({ name, lines, attachments }: Form): FieldFault[] {
  const all: FieldFault[] = [];
  const tell = (field: string, message: string | undefined, code = "invalid_value") => message !== undefined && all.push({ field, code, message });
  tell("name", overlong(name, NAME));
  tell("name", tidy(name) === "" ? "请填写计划名称" : undefined, "missing_field");
  lines.forEach(({ measure, parameters }, n) => {
    tell(`lines[${n}].measure`, overlong(measure, MEASURE));
    tell(`lines[${n}].parameters`, overlong(parameters, PARAMETERS));
  });
  tell("lines", lines.length > LINES ? `采购清单最多${LINES}行，超出的行没有保存` : undefined, "too_many");
  tell("attachments", attachments.length > ATTACHMENTS ? `附件最多${ATTACHMENTS}个，超出的附件没有保存` : undefined, "too_many");
  return all;
}

/** What a field of a line is when it is taken out. */
const OUT: Record<string, (there: FormLine | undefined) => Partial<FormLine>> = {
  budget: (there) => ({ budget: there?.budget ?? "", budgetLine: there?.budgetLine ?? 0 }),
  budget_line: (there) => ({ budget: there?.budget ?? "", budgetLine: there?.budgetLine ?? 0 }),
  item: (there) => ({ item: there?.item ?? "", itemName: there?.itemName ?? "" }),
  unit_price: (there) => ({ unitPrice: there?.unitPrice ?? "" }),
  quantity: (there) => ({ quantity: there?.quantity ?? "" }),
  measure: (there) => ({ measure: there?.measure ?? "" }),
  parameters: (there) => ({ parameters: there?.parameters ?? "" }),
};

/** The draft with this field as the server had it last, or not filled in; a draft that is not there yet begins with the beginning of its name. */
export function withoutField(form: Form, [whole, index, cell]: (string | number)[], there: Form | null): Form | null {
  const found = (line: FormLine) => there?.lines.find(({ key }) => key === line.key);
  const out = (of: (line: FormLine, n: number) => Partial<FormLine>) => ({ ...form, lines: form.lines.map((line, n) => ({ ...line, ...of(line, n) })) });
  if (whole === "name") {
    const name = there?.name ?? Array.from(tidy(form.name)).slice(0, NAME).join("");
    return { ...form, name };
  }
  if (whole === "attachments") return { ...form, attachments: typeof index === "number" ? form.attachments.toSpliced(index, 1) : form.attachments.slice(0, ATTACHMENTS) };
  if (whole !== "lines") return null;
  if (typeof index !== "number") return form.lines.length > LINES ? { ...form, lines: form.lines.slice(0, LINES) } : out((line) => ({ parameters: found(line)?.parameters ?? "" }));
  const field = OUT[cell ?? ""];
  return field ? out((line, n) => (n === index ? field(found(line)) : {})) : null;
}
