import { App, Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";

import { Conflict } from "@/components/form/Conflict";
import { ClickState, Foot } from "@/components/form/Foot";
import css from "@/components/form/Form.module.css";
import { Restored } from "@/components/form/Restored";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { Files } from "@/components/uploads/Files";
import { useUploads } from "@/components/uploads/useUploads";
import type { Plan } from "@/features/plans/queries";
import { Balances } from "@/features/plans/wizard/Balances";
import { notesOf } from "@/features/plans/wizard/cells";
import { differences } from "@/features/plans/wizard/changes";
import { ChangesTable } from "@/features/plans/wizard/ChangesTable";
import { amountOfLines, fromPlan, toDraft, type Form } from "@/features/plans/wizard/form";
import { balancesOf, heldBy } from "@/features/plans/wizard/lines";
import { LinesGrid } from "@/features/plans/wizard/LinesGrid";
import { NameField } from "@/features/plans/wizard/NameField";
import { useFunds } from "@/features/plans/wizard/queries";
import { readPlan, useEdit } from "@/features/plans/wizard/usePlanForm";
import { RestNotes } from "@/features/plans/wizard/WizardNotes";
import { wrongIn } from "@/features/plans/wizard/wrong";
import { troubleOf } from "@/lib/form/saving";
import { paths } from "@/lib/paths";
import { useTouched } from "@/lib/touched";

interface EditProps {
  me: string;
  plan: Plan;
  /** The to-do under which it may be edited. */
  task: string;
}

/** Edit a plan under way 修改计划信息: the same form; what will be recorded is told before it is saved. */
export function EditUnderWay({ me, plan: found, task }: EditProps) {
  // What the edit is upon; another one after someone else's edit.
  const [{ plan, before }, setBase] = useState(() => ({ plan: found, before: fromPlan(found) }));
  const { content: form, saving, sent, faults, restored, engine } = useEdit(me, found, task);
  const { change } = engine;
  const touched = useTouched();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const back = () => navigate(paths.task(task));
  const { unsendable } = toDraft(form);
  const wrong = wrongIn(form);
  const save = async () => {
    const said = await engine.submit();
    if (said === null) return;
    void message.success(`已保存修改，共${said.changes.length}处，修改痕迹已记录`, 5);
    await touched("plan");
    await back();
  };
  const uploads = useUploads((id) => change((now) => ({ ...now, attachments: [...now.attachments, id] })));
  const funds = useFunds([...before.lines, ...form.lines].map((line) => line.budget));
  const notes = notesOf([{ of: form.lines, faults: wrong.map((fault) => ({ ...fault, code: "invalid_value" })) }, { of: sent?.lines ?? [], faults: troubleOf(saving)?.fields }, { of: before.lines, warnings: plan.warnings }], unsendable);
  const changes = differences(before, form, funds, new Map(plan.attachments.map(({ id, name }) => [id, name])));
  const goOn = (newer: Plan, content: Form, saved: boolean) => {
    setBase({ plan: newer, before: fromPlan(newer) });
    engine.resume(content, newer.version, saved);
  };
  return (
    <Page title={`修改计划信息：${plan.name}`}>
      <div className={css.form}>
        {restored && <Restored title="已恢复上次填写、还没有保存的修改" label="放弃，按现有内容重填" onAnew={engine.anew} onClose={engine.noticed} />}
        <Panel>
          <NameField value={form.name} faults={notes.name} onChange={(name) => change((now) => ({ ...now, name }))} />
        </Panel>
        <LinesGrid form={form} change={change} funds={funds} notes={notes} strict totals={new Map()} />
        <Balances balances={balancesOf(form.lines, funds, heldBy(plan.lines))} />
        <Files attachments={form.attachments} uploads={uploads} onRemove={(id) => change((now) => ({ ...now, attachments: now.attachments.filter((one) => one !== id) }))} />
        <Panel title={`本次修改将记录 ${changes.length} 处`} flush>
          <ChangesTable changes={changes} />
        </Panel>
        <RestNotes notes={notes} />
        <Conflict saving={saving} what="这份计划" read={() => readPlan(plan.id)} onMine={(newer) => goOn(newer, form, false)} onTheirs={(newer) => goOn(newer, fromPlan(newer), true)} />
        <Foot
          state={<ClickState saving={saving} faults={faults} act="保存" otherwise={changes.length === 0 ? "内容没有变化" : "修改尚未保存；内容已留在本机"} />}
          sum={
            <>
              共 {form.lines.length} 行，合计 <Money yuan={amountOfLines(form.lines)} strong unit />
            </>
          }
        >
          <Button
            onClick={() => {
              engine.giveUp();
              void back();
            }}
          >
            取消，不作修改
          </Button>
          <Button type="primary" loading={saving.at === "sending"} disabled={changes.length === 0 || unsendable.length > 0 || wrong.length > 0} onClick={() => void save()}>
            保存修改
          </Button>
        </Foot>
      </div>
    </Page>
  );
}
