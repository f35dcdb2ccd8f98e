import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import adjustCss from "@/features/budgets/adjust/Adjust.module.css";
import { accountsOf, adjustFaults, adjustPlace, givenOf, newAdjustment, readAdjustment, sourcesOf, takenOf, toAdjustment, totalsOf, type AdjustForm as Form, type AdjustmentEntry } from "@/features/budgets/adjust/form";
import { OnePaper } from "@/features/budgets/adjust/OnePaper";
import { Takes } from "@/features/budgets/adjust/Takes";
import { Totals } from "@/features/budgets/adjust/Totals";
import css from "@/features/budgets/entry/Entry.module.css";
import { EntryLines } from "@/features/budgets/entry/EntryLines";
import { Field } from "@/features/budgets/entry/Field";
import type { Faults, Terms } from "@/features/budgets/entry/form";
import { dropKept, writeKept } from "@/features/budgets/entry/kept";
import { Restored } from "@/features/budgets/entry/Restored";
import { useFirstFault } from "@/features/budgets/entry/useFirstFault";
import type { Detail } from "@/features/budgets/queries";
import { Intent } from "@/lib/intent";
import { paths } from "@/lib/paths";
import { toTrouble } from "@/lib/problem";

/** Adjust a budget 预算调剂: other items for the same money, to be confirmed; what is taken is held at once. */
export function AdjustForm({ me, terms, budget }: { me: string; terms: Terms; budget: Detail }) {
  const place = adjustPlace(me, budget.id);
  const [restored, setRestored] = useState(() => readAdjustment(place, terms) !== null);
  const [form, setForm] = useState(() => readAdjustment(place, terms) ?? newAdjustment());
  const [faults, setFaults] = useState<Faults>({});
  const intent = useRef(new Intent());
  const root = useFirstFault(faults);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const accounts = accountsOf(budget);
  const sources = sourcesOf(accounts, terms);
  const totals = totalsOf(form, accounts, sources);
  const change = (update: (form: Form) => Form) =>
    setForm((now) => {
      const next = update(now);
      writeKept(place, next);
      return next;
    });
  const act = useMutation({
    mutationFn: (entry: AdjustmentEntry) => {
      const params = { path: { budget: budget.id }, header: { "Idempotency-Key": intent.current.keyFor(entry) } };
      return answered(api.POST("/api/budgets/{budget}/adjustments", { params, body: entry }));
    },
    onSuccess: async ({ id }) => {
      intent.current.done();
      dropKept(place);
      void message.success("已办理预算调剂，金额已占用；请确认后用于计划", 5);
      await navigate(paths.budget(id), { replace: true });
      await client.invalidateQueries({ queryKey: ["budgets"] });
    },
    onError: async (error) => {
      setFaults(adjustFaults(toTrouble(error).fields, form, accounts, terms));
      await client.invalidateQueries({ queryKey: ["budgets", "one", budget.id] });
    },
  });
  const submit = () => {
    const told = toAdjustment(form, accounts, terms);
    setFaults("faults" in told ? told.faults : {});
    if ("entry" in told) act.mutate(told.entry);
  };
  const count = Object.keys(faults).length;
  const failed = act.isError ? `没有提交：${faults[""] ?? toTrouble(act.error).title}` : undefined;
  return (
    <Page title="预算调剂" aside={<span className="soft long">{budget.name}</span>}>
      <div ref={root} className={css.form}>
        {restored && (
          <Restored
            onClose={() => setRestored(false)}
            onAnew={() => {
              dropKept(place);
              setForm(newAdjustment());
              setRestored(false);
            }}
          />
        )}
        <Panel title="调剂信息">
          <div className={css.head}>
            <Field label="调剂后预算名称" fault={faults.name}>
              {(own) => <Input {...own} value={form.name} maxLength={60} showCount autoComplete="off" onChange={(event) => change((now) => ({ ...now, name: event.target.value }))} />}
            </Field>
            <div className={adjustCss.reason}>
              <Field label="调剂理由" fault={faults.reason}>
                {(own) => (
                  <Input.TextArea {...own} value={form.reason} maxLength={500} showCount autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => change((now) => ({ ...now, reason: event.target.value }))} />
                )}
              </Field>
            </div>
          </div>
        </Panel>
        <Takes accounts={accounts} form={form} faults={faults} onChange={(key, amount) => change((now) => ({ ...now, takes: { ...now.takes, [key]: amount } }))} />
        <EntryLines title="调剂后：新的明细" sources={sources} lines={form.lines} faults={faults} onChange={(update) => change((now) => ({ ...now, lines: update(now.lines) }))} />
        <Totals totals={totals} />
        <OnePaper terms={terms} chosen={form.attachment} fault={faults.attachment} onChange={(attachment) => change((now) => ({ ...now, attachment }))} />
        <footer className={css.foot}>
          <span role="status" className={`${css.state} ${failed !== undefined || count > 0 ? css.failed : ""}`}>
            {failed ?? (count > 0 ? (faults.balance ?? `还有 ${count} 处需要填写或修改`) : "填写的内容随时留在本机；提交后金额即被占用，确认后才能用于计划")}
          </span>
          <span className={css.sum}>
            调出 <Money yuan={takenOf(totals)} strong unit />，调入 <Money yuan={givenOf(form.lines)} strong unit />
          </span>
          <Button type="primary" loading={act.isPending} onClick={submit}>
            提交，去确认
          </Button>
        </footer>
      </div>
    </Page>
  );
}
