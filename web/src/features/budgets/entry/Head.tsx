import { Input, Select } from "antd";

import { Choice, Field } from "@/components/form/Field";
import css from "@/features/budgets/entry/Entry.module.css";
import type { EntryForm, Terms } from "@/features/budgets/entry/form";
import type { Faults } from "@/lib/form/faults";

interface HeadProps {
  form: EntryForm;
  faults: Faults;
  terms: Terms;
  onChange: (own: Partial<EntryForm>) => void;
}

/** What a budget is called and of. */
export function Head({ form, faults, terms, onChange }: HeadProps) {
  const years = terms.years.map((value) => ({ value, label: `${value}年` }));
  return (
    <div className={css.head}>
      <Field label="预算名称" fault={faults.name}>
        {(own) => <Input {...own} value={form.name} maxLength={60} showCount autoComplete="off" onChange={(event) => onChange({ name: event.target.value })} />}
      </Field>
      <Field label="预算批文文号" fault={faults.document_number}>
        {(own) => (
          <Input {...own} value={form.documentNumber} maxLength={60} autoComplete="off" placeholder="例如：闽财教预〔2026〕12号" onChange={(event) => onChange({ documentNumber: event.target.value })} />
        )}
      </Field>
      <Choice legend="预算类型" options={terms.kinds.map(({ code, label }) => ({ value: code, label }))} value={form.kind} onChange={(kind) => onChange({ kind })} fault={faults.kind} />
      <Field label="预算年份" fault={faults.year}>
        {(own) => <Select {...own} options={years} value={form.year} style={{ width: 160 }} onChange={(year) => onChange({ year })} />}
      </Field>
    </div>
  );
}
