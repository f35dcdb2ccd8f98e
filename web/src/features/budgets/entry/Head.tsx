import { Input, Select } from "antd";
import { useId } from "react";

import css from "@/features/budgets/entry/Entry.module.css";
import { Field } from "@/features/budgets/entry/Field";
import type { EntryForm, Faults, Terms } from "@/features/budgets/entry/form";

interface HeadProps {
  form: EntryForm;
  faults: Faults;
  terms: Terms;
  onChange: (own: Partial<EntryForm>) => void;
}

/** What a budget is called and of. */
export function Head({ form, faults, terms, onChange }: HeadProps) {
  const kindName = useId();
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
      <div>
        <fieldset className={css.kinds} aria-describedby={faults.kind === undefined ? undefined : `${kindName}told`}>
          <legend>
            <span className={css.must}>*</span>预算类型
          </legend>
          {terms.kinds.map(({ code, label }) => (
            <label key={code}>
              <input type="radio" name={kindName} checked={form.kind === code} onChange={() => onChange({ kind: code })} />
              {label}
            </label>
          ))}
        </fieldset>
        {faults.kind !== undefined && (
          <p id={`${kindName}told`} role="alert" className={css.fault}>
            {faults.kind}
          </p>
        )}
      </div>
      <Field label="预算年份" fault={faults.year}>
        {(own) => <Select {...own} options={years} value={form.year} style={{ width: 160 }} onChange={(year) => onChange({ year })} />}
      </Field>
    </div>
  );
}
