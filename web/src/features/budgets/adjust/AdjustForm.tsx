import { App, Button } from "antd";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { ClickState, Foot } from "@/components/form/Foot";
import css from "@/components/form/Form.module.css";
import { Restored } from "@/components/form/Restored";
import { TextField } from "@/components/form/TextField";
import { useFirstFault } from "@/components/form/useFirstFault";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import adjustCss from "@/features/budgets/adjust/Adjust.module.css";
import { accountsOf, adjustmentFrom, adjustPlace, givenOf, newAdjustment, placeInAdjustment, sourcesOf, takenOf, toAdjustment, totalsOf } from "@/features/budgets/adjust/form";
import { OnePaper } from "@/features/budgets/adjust/OnePaper";
import { Takes } from "@/features/budgets/adjust/Takes";
import { Totals } from "@/features/budgets/adjust/Totals";
import entryCss from "@/features/budgets/entry/Entry.module.css";
import { EntryLines } from "@/features/budgets/entry/EntryLines";
import type { Terms } from "@/features/budgets/entry/form";
import type { Detail } from "@/features/budgets/queries";
import { useForm } from "@/lib/form/useForm";
import { NAME, REASON } from "@/lib/limits";
import { paths } from "@/lib/paths";
import { useTouched } from "@/lib/touched";

/** Adjust a budget 预算调剂: other items for the same money, to be confirmed; what is taken is held at once. */
export function AdjustForm({ me, terms, budget }: { me: string; terms: Terms; budget: Detail }) {
  const accounts = accountsOf(budget);
  const { content: form, saving, faults, restored, engine } = useForm({
    sends: "click",
    place: () => adjustPlace(me, budget.id),
    found: newAdjustment,
    version: 0,
    formOf: (kept) => adjustmentFrom(kept, terms),
    ready: (typed) => toAdjustment(typed, accounts, terms),
    send: (entry, { key }) => answered(api.POST("/api/budgets/{budget}/adjustments", { params: { path: { budget: budget.id }, header: { "Idempotency-Key": key } }, body: entry })),
    placeOf: (path, sent) => placeInAdjustment(path, sent, accounts, terms),
  });
  const { change } = engine;
  const root = useFirstFault(faults);
  const touched = useTouched();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const sources = sourcesOf(accounts, terms);
  const totals = totalsOf(form, accounts, sources);
  const submit = async () => {
    const said = await engine.submit();
    if (said !== null) {
      void message.success("已办理预算调剂，金额已占用；请确认后用于计划", 5);
      await navigate(paths.budget(said.id), { replace: true });
    }
    await touched("budget");
  };
  return (
    <Page title="预算调剂" aside={<span className="soft long">{budget.name}</span>}>
      <div ref={root} className={css.form}>
        {restored && <Restored title="已恢复上次填写、还没有提交的内容" label="清空重填" onAnew={engine.anew} onClose={engine.noticed} />}
        <Panel title="调剂信息">
          <div className={entryCss.head}>
            <TextField label="调剂后预算名称" value={form.name} most={NAME} counted fault={faults.name} onText={(name) => change((now) => ({ ...now, name }))} />
            <div className={adjustCss.reason}>
              <TextField label="调剂理由" value={form.reason} most={REASON} rows={{ minRows: 2, maxRows: 6 }} fault={faults.reason} onText={(reason) => change((now) => ({ ...now, reason }))} />
            </div>
          </div>
        </Panel>
        <Takes accounts={accounts} form={form} faults={faults} onChange={(key, amount) => change((now) => ({ ...now, takes: { ...now.takes, [key]: amount } }))} />
        <EntryLines title="调剂后：新的明细" sources={sources} lines={form.lines} faults={faults} onChange={(update) => change((now) => ({ ...now, lines: update(now.lines) }))} />
        <Totals totals={totals} />
        <OnePaper terms={terms} chosen={form.attachment} fault={faults.attachment} onChange={(attachment) => change((now) => ({ ...now, attachment }))} />
        <Foot
          state={<ClickState saving={saving} faults={faults} first={faults.balance} otherwise="填写的内容随时留在本机；提交后金额即被占用，确认后才能用于计划" />}
          sum={
            <>
              调出 <Money yuan={takenOf(totals)} strong unit />，调入 <Money yuan={givenOf(form.lines)} strong unit />
            </>
          }
        >
          <Button type="primary" loading={saving.at === "sending"} onClick={() => void submit()}>
            提交，去确认
          </Button>
        </Foot>
      </div>
    </Page>
  );
}
