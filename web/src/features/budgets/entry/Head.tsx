import { Select } from "antd";

import { Choice, Field } from "@/components/form/Field";
import { TextField } from "@/components/form/TextField";
import css from "@/features/budgets/entry/Entry.module.css";
import type { EntryForm, Terms } from "@/features/budgets/entry/form";
import type { Faults } from "@/lib/form/faults";
import { DOCUMENT_NUMBER, NAME } from "@/lib/limits";

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
      <TextField label="预算名称" value={form.name} most={NAME} counted fault={faults.name} onText={(name) => onChange({ name })} />
      <TextField
        label="预算批文文号"
        value={form.documentNumber}
        most={DOCUMENT_NUMBER}
        fault={faults.document_number}
        placeholder="例如：闽财教预〔2026〕12号"
        onText={(documentNumber) => onChange({ documentNumber })}
      />
      <Choice legend="预算类型" options={terms.kinds.map(({ code, label }) => ({ value: code, label }))} value={form.kind} onChange={(kind) => onChange({ kind })} fault={faults.kind} />
      <Field label="预算年份" fault={faults.year}>
        {(own) => <Select {...own} options={years} value={form.year} style={{ width: 160 }} onChange={(year) => onChange({ year })} />}
      </Field>
    </div>
  );
}
