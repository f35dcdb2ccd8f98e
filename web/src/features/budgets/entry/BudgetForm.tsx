import { App, Button } from "antd";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Conflict } from "@/components/form/Conflict";
import { ClickState, Foot } from "@/components/form/Foot";
import css from "@/components/form/Form.module.css";
import { Restored } from "@/components/form/Restored";
import { useFirstFault } from "@/components/form/useFirstFault";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { EntryLines } from "@/features/budgets/entry/EntryLines";
import { amountOfAll, formOf, newForm, placeInEntry, toEntry, type Terms } from "@/features/budgets/entry/form";
import { Head } from "@/features/budgets/entry/Head";
import { entryFrom, keptPlace, newBudgets } from "@/features/budgets/entry/kept";
import { Papers } from "@/features/budgets/entry/Papers";
import type { Detail } from "@/features/budgets/queries";
import { useForm } from "@/lib/form/useForm";
import { paths } from "@/lib/paths";
import { useTouched } from "@/lib/touched";

interface FormProps {
  me: string;
  terms: Terms;
  /** What tells the copy of a new one from others in this browser. */
  own?: string;
  budget?: Detail;
}

/** Add a budget 新增预算, or edit one that is not confirmed 修改预算; it can be planned on once it is confirmed. */
export function BudgetForm({ me, terms, own = "", budget }: FormProps) {
  const { content: form, saving, faults, restored, engine } = useForm({
    sends: "click",
    place: (id) => (id === undefined ? newBudgets(me) + own : keptPlace(me, id)),
    found: () => (budget ? formOf(budget) : newForm(terms.year)),
    id: budget?.id,
    version: budget?.version ?? 0,
    formOf: (kept) => entryFrom(kept, terms),
    ready: (typed) => toEntry(typed, terms),
    send: (entry, { id, version, key }) => {
      const header = { "Idempotency-Key": key };
      if (id === undefined) return answered(api.POST("/api/budgets", { params: { header }, body: entry }));
      return answered(api.PUT("/api/budgets/{budget}", { params: { path: { budget: id }, header }, body: { ...entry, version } }));
    },
    placeOf: (path, sent) => placeInEntry(path, sent, terms),
  });
  const { change } = engine;
  const touched = useTouched();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const submit = async () => {
    const said = await engine.submit();
    if (said === null) return;
    void message.success(`${budget ? "已修改预算" : "已新增预算"}“${said.name}”，请确认后用于计划`, 5);
    await touched("budget");
    await navigate(budget ? paths.budget(budget.id) : `${paths.confirmBudgets}?year=${said.year}`);
  };
  const root = useFirstFault(faults);
  return (
    <Page title={budget ? "修改预算" : "新增预算"}>
      <div ref={root} className={css.form}>
        {restored && <Restored title="已恢复上次填写、还没有提交的内容" label={budget ? "放弃，重新载入" : "清空重填"} onAnew={engine.anew} onClose={engine.noticed} />}
        {budget && (
          <Conflict
            saving={saving}
            what="这项预算"
            mine="以我填写的为准"
            read={() => answered(api.GET("/api/budgets/{budget}", { params: { path: { budget: budget.id } } }))}
            onTheirs={(newer) => engine.resume(formOf(newer), newer.version, true)}
            onMine={({ version }) => {
              engine.resume(engine.snapshot().content, version, false);
              void submit();
            }}
          />
        )}
        <Panel title="预算信息">
          <Head form={form} faults={faults} terms={terms} onChange={(own) => change((now) => ({ ...now, ...own }))} />
        </Panel>
        <EntryLines sources={terms.sources} lines={form.lines} faults={faults} onChange={(update) => change((now) => ({ ...now, lines: update(now.lines) }))} />
        <Papers terms={terms} form={form} fault={faults.attachments} change={change} />
        <Foot
          state={<ClickState saving={saving} faults={faults} otherwise="填写的内容随时留在本机，提交前不会丢失" />}
          sum={
            <>
              共 {form.lines.length} 条，预算金额 <Money yuan={amountOfAll(form.lines)} strong unit />
            </>
          }
        >
          <Button type="primary" loading={saving.at === "sending"} onClick={() => void submit()}>
            {budget ? "保存修改" : "提交，去确认"}
          </Button>
        </Foot>
      </div>
    </Page>
  );
}
