import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, Select } from "antd";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import css from "@/features/budgets/entry/Entry.module.css";
import { EntryLines } from "@/features/budgets/entry/EntryLines";
import { amountOfAll, faultsOf, newForm, toEntry, type BudgetEntry, type EntryForm, type Faults, type Terms } from "@/features/budgets/entry/form";
import { dropKept, keptPlace, readKept, writeKept } from "@/features/budgets/entry/kept";
import { Papers } from "@/features/budgets/entry/Papers";
import { Intent } from "@/lib/intent";
import { paths } from "@/lib/paths";
import { toTrouble } from "@/lib/problem";

/** Add a budget 新增预算; it can be planned on once it is confirmed. */
export function BudgetForm({ me, terms }: { me: string; terms: Terms }) {
  const place = keptPlace(me);
  const [restored, setRestored] = useState(() => readKept(place, terms) !== null);
  const [form, setForm] = useState(() => readKept(place, terms) ?? newForm(terms.year));
  const [faults, setFaults] = useState<Faults>({});
  const intent = useRef(new Intent());
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const change = (update: (form: EntryForm) => EntryForm) =>
    setForm((now) => {
      const next = update(now);
      writeKept(place, next);
      return next;
    });
  const act = useMutation({
    mutationFn: (entry: BudgetEntry) => answered(api.POST("/api/budgets", { params: { header: { "Idempotency-Key": intent.current.keyFor(entry) } }, body: entry })),
    onSuccess: async ({ name, year }) => {
      intent.current.done();
      dropKept(place);
      void message.success(`已新增预算“${name}”，请确认后用于计划`, 5);
      await client.invalidateQueries({ queryKey: ["budgets"] });
      await navigate(`${paths.confirmBudgets}?year=${year}`);
    },
    onError: (error) => setFaults(faultsOf(toTrouble(error).fields, form, terms)),
  });
  const submit = () => {
    const told = toEntry(form, terms);
    setFaults("faults" in told ? told.faults : {});
    if ("entry" in told) act.mutate(told.entry);
  };
  const count = Object.keys(faults).length;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (Object.keys(faults).length > 0) root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  return (
    <Page title="新增预算">
      <div ref={root} className={css.form}>
        {restored && (
          <Alert
            type="info"
            showIcon
            style={{ marginBottom: 12 }}
            title="已恢复上次填写、还没有提交的内容"
            closable={{ onClose: () => setRestored(false) }}
            action={
              <Button
                size="small"
                onClick={() => {
                  dropKept(place);
                  setForm(newForm(terms.year));
                  setRestored(false);
                }}
              >
                清空重填
              </Button>
            }
          />
        )}
        <Panel title="预算信息">
          <Head form={form} faults={faults} terms={terms} onChange={(own) => change((now) => ({ ...now, ...own }))} />
        </Panel>
        <EntryLines sources={terms.sources} lines={form.lines} faults={faults} onChange={(update) => change((now) => ({ ...now, lines: update(now.lines) }))} />
        <Papers terms={terms} form={form} fault={faults.attachments} change={change} />
        <footer className={css.foot}>
          <span role="status" className={`${css.state} ${act.isError || count > 0 ? css.failed : ""}`}>
            {act.isError ? `没有提交：${faults[""] ?? toTrouble(act.error).title}` : count > 0 ? `还有 ${count} 处需要填写或修改` : "填写的内容随时留在本机，提交前不会丢失"}
          </span>
          <span className={css.sum}>
            共 {form.lines.length} 条，预算金额 <Money yuan={amountOfAll(form.lines)} strong unit />
          </span>
          <Button type="primary" loading={act.isPending} onClick={submit}>
            提交，去确认
          </Button>
        </footer>
      </div>
    </Page>
  );
}

interface HeadProps {
  form: EntryForm;
  faults: Faults;
  terms: Terms;
  onChange: (own: Partial<EntryForm>) => void;
}

function Head({ form, faults, terms, onChange }: HeadProps) {
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

interface FieldProps {
  id: string;
  status: "" | "error";
  "aria-required": true;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

function Field({ label, fault, children }: { label: string; fault: string | undefined; children: (own: FieldProps) => ReactNode }) {
  const id = useId();
  const bad = fault !== undefined;
  return (
    <div>
      <label htmlFor={id} className={css.label}>
        <span className={css.must}>*</span>
        {label}
      </label>
      {children({ id, status: bad ? "error" : "", "aria-required": true, "aria-invalid": bad, "aria-describedby": bad ? `${id}told` : undefined })}
      {bad && (
        <p id={`${id}told`} role="alert" className={css.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
