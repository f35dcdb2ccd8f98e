import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button } from "antd";
import { useCallback, useRef, useState } from "react";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { TroubleAlert } from "@/components/TroubleAlert";
import { Files } from "@/components/uploads/Files";
import { useUploads } from "@/components/uploads/useUploads";
import type { Plan } from "@/features/plans/queries";
import { Balances } from "@/features/plans/wizard/Balances";
import { notesOf } from "@/features/plans/wizard/cells";
import { differences } from "@/features/plans/wizard/changes";
import { ChangesTable } from "@/features/plans/wizard/ChangesTable";
import { Conflict } from "@/features/plans/wizard/Conflict";
import { amountOfLines, fromPlan, isSame, toDraft, type Form, type FormLine } from "@/features/plans/wizard/form";
import { dropKept, keptPlace, readKept, writeKept } from "@/features/plans/wizard/kept";
import { balancesOf, heldBy } from "@/features/plans/wizard/lines";
import { LinesGrid } from "@/features/plans/wizard/LinesGrid";
import { NameField } from "@/features/plans/wizard/NameField";
import { useFunds } from "@/features/plans/wizard/queries";
import state from "@/components/SaveState.module.css";
import css from "@/features/plans/wizard/Wizard.module.css";
import { Intent } from "@/lib/intent";
import { paths } from "@/lib/paths";
import { toTrouble } from "@/lib/problem";

interface EditProps {
  me: string;
  plan: Plan;
  /** The to-do under which it may be edited. */
  task: string;
}

/** Edit a plan under way 修改计划信息: the same form; what will be recorded is told before it is saved. */
export function EditUnderWay({ me, plan: found, task }: EditProps) {
  const [place] = useState(() => keptPlace(me, found.id, "edit"));
  // What the edit is upon; another one after someone else's edit.
  const [{ plan, before }, setBase] = useState(() => ({ plan: found, before: fromPlan(found) }));
  const [kept] = useState(() => readKept(place));
  const [form, setForm] = useState(() => kept?.form ?? before);
  const [version, setVersion] = useState(() => kept?.version ?? found.version);
  const [sent, setSent] = useState<FormLine[]>([]);
  const intent = useRef(new Intent());
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const change = useCallback(
    (update: (form: Form) => Form) =>
      setForm((now) => {
        const next = update(now);
        writeKept(place, { form: next, version, createKey: "" });
        return next;
      }),
    [place, version],
  );
  const back = () => navigate(paths.task(task));
  const { draft, unsendable } = toDraft(form);
  const act = useMutation({
    mutationFn: () => {
      const body = { task, version, ...draft };
      const params = { path: { plan: plan.id }, header: { "Idempotency-Key": intent.current.keyFor([plan.id, body]) } };
      return answered(api.PUT("/api/plans/{plan}/content", { params, body }));
    },
    onMutate: () => setSent(form.lines),
    onSuccess: async ({ changes }) => {
      dropKept(place);
      void message.success(`已保存修改，共${changes.length}处，修改痕迹已记录`, 5);
      await client.invalidateQueries();
      await back();
    },
  });
  const uploads = useUploads((id) => change((now) => ({ ...now, attachments: [...now.attachments, id] })));
  const funds = useFunds([...before.lines, ...form.lines].map((line) => line.budget));
  const trouble = act.isError ? toTrouble(act.error) : undefined;
  const notes = notesOf([{ of: sent, faults: trouble?.fields }, { of: before.lines, warnings: plan.warnings }], unsendable);
  const changes = differences(before, form, funds, new Map(plan.attachments.map(({ id, name }) => [id, name])));
  const goOn = (newer: Plan) => {
    setBase({ plan: newer, before: fromPlan(newer) });
    setVersion(newer.version);
    act.reset();
  };
  const reset = (newer: Plan) => {
    dropKept(place);
    setForm(fromPlan(newer));
    goOn(newer);
  };
  return (
    <Page title={`修改计划信息：${plan.name}`}>
      <div className={css.form}>
        {kept !== null && !isSame(kept.form, before) && (
          <Alert className={css.note ?? ""} type="info" showIcon title="已恢复上次填写、还没有保存的修改" action={<Button size="small" onClick={() => reset(plan)}>放弃，按现有内容重填</Button>} />
        )}
        <Panel>
          <NameField value={form.name} faults={notes.name} onChange={(name) => change((now) => ({ ...now, name }))} />
        </Panel>
        <LinesGrid form={form} change={change} funds={funds} notes={notes} strict totals={new Map()} />
        <Balances balances={balancesOf(form.lines, funds, heldBy(plan.lines))} />
        <Files attachments={form.attachments} uploads={uploads} onRemove={(id) => change((now) => ({ ...now, attachments: now.attachments.filter((one) => one !== id) }))} />
        <Panel title={`本次修改将记录 ${changes.length} 处`} flush>
          <ChangesTable changes={changes} />
        </Panel>
        {notes.rest.length > 0 && <TroubleAlert error={act.error} />}
        {trouble?.code === "stale_version" && <Conflict plan={plan.id} onMine={goOn} onTheirs={reset} />}
        <footer className={css.foot}>
          {trouble ? (
            <span role="alert" className={`${state.state} ${state.failed}`}>
              没有保存：{trouble.title}
            </span>
          ) : (
            <span className={state.state}>{changes.length === 0 ? "内容没有变化" : "修改尚未保存；内容已留在本机"}</span>
          )}
          <span className={css.sum}>
            共 {form.lines.length} 行，合计 <Money yuan={amountOfLines(form.lines)} strong unit />
          </span>
          <Button
            onClick={() => {
              dropKept(place);
              void back();
            }}
          >
            取消，不作修改
          </Button>
          <Button type="primary" loading={act.isPending} disabled={changes.length === 0 || unsendable.length > 0} onClick={() => act.mutate()}>
            保存修改
          </Button>
        </footer>
      </div>
    </Page>
  );
}
