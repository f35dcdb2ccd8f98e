import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { Changed } from "@/features/budgets/entry/Changed";
import css from "@/features/budgets/entry/Entry.module.css";
import { EntryLines } from "@/features/budgets/entry/EntryLines";
import { amountOfAll, faultsOf, formOf, newForm, toEntry, type BudgetEntry, type EntryForm, type Faults, type Terms } from "@/features/budgets/entry/form";
import { Head } from "@/features/budgets/entry/Head";
import { dropKept, keptPlace, readKept, writeKept } from "@/features/budgets/entry/kept";
import { Papers } from "@/features/budgets/entry/Papers";
import { Restored } from "@/features/budgets/entry/Restored";
import { useFirstFault } from "@/features/budgets/entry/useFirstFault";
import type { Detail } from "@/features/budgets/queries";
import { Intent } from "@/lib/intent";
import { paths } from "@/lib/paths";
import { toTrouble } from "@/lib/problem";

/** Add a budget 新增预算, or edit one that is not confirmed 修改预算; it can be planned on once it is confirmed. */
export function BudgetForm({ me, terms, budget }: { me: string; terms: Terms; budget?: Detail }) {
  const place = keptPlace(me, budget?.id);
  const blank = () => (budget ? formOf(budget) : newForm(terms.year));
  const [restored, setRestored] = useState(() => readKept(place, terms) !== null);
  const [form, setForm] = useState(() => readKept(place, terms) ?? blank());
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
    mutationFn: ({ entry, version }: { entry: BudgetEntry; version: number }) => {
      const header = { "Idempotency-Key": intent.current.keyFor({ entry, version }) };
      if (!budget) return answered(api.POST("/api/budgets", { params: { header }, body: entry }));
      return answered(api.PUT("/api/budgets/{budget}", { params: { path: { budget: budget.id }, header }, body: { ...entry, version } }));
    },
    onSuccess: async ({ name, year }) => {
      intent.current.done();
      dropKept(place);
      void message.success(budget ? `已修改预算“${name}”，请确认后用于计划` : `已新增预算“${name}”，请确认后用于计划`, 5);
      await client.invalidateQueries({ queryKey: ["budgets"] });
      await navigate(budget ? paths.budget(budget.id) : `${paths.confirmBudgets}?year=${year}`);
    },
    onError: (error) => setFaults(faultsOf(toTrouble(error).fields, form, terms)),
  });
  const submit = (version = form.version) => {
    const told = toEntry(form, terms);
    setFaults("faults" in told ? told.faults : {});
    if ("entry" in told) act.mutate({ entry: told.entry, version });
  };
  const count = Object.keys(faults).length;
  const root = useFirstFault(faults);
  return (
    <Page title={budget ? "修改预算" : "新增预算"}>
      <div ref={root} className={css.form}>
        {restored && (
          <Restored
            label={budget ? "放弃，重新载入" : "清空重填"}
            onClose={() => setRestored(false)}
            onAnew={() => {
              dropKept(place);
              setForm(blank());
              setRestored(false);
            }}
          />
        )}
        {budget && act.isError && toTrouble(act.error).code === "stale_version" && (
          <Changed
            budget={budget.id}
            onTheirs={(theirs) => {
              act.reset();
              setFaults({});
              dropKept(place);
              setForm(formOf(theirs));
            }}
            onMine={(theirs) => {
              change((now) => ({ ...now, version: theirs.version }));
              submit(theirs.version);
            }}
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
          <Button type="primary" loading={act.isPending} onClick={() => submit()}>
            {budget ? "保存修改" : "提交，去确认"}
          </Button>
        </footer>
      </div>
    </Page>
  );
}
