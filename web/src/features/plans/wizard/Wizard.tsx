import { Button, Steps } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { useSearchParams } from "react-router";

import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { Files } from "@/components/uploads/Files";
import { useUploads } from "@/components/uploads/useUploads";
import type { Plan } from "@/features/plans/queries";
import { Balances } from "@/features/plans/wizard/Balances";
import { BudgetPicker } from "@/features/plans/wizard/BudgetPicker";
import { notesOf } from "@/features/plans/wizard/cells";
import { amountOfLines, fundOf, toDraft } from "@/features/plans/wizard/form";
import { balancesOf, withLine } from "@/features/plans/wizard/lines";
import { LinesGrid } from "@/features/plans/wizard/LinesGrid";
import { NameField } from "@/features/plans/wizard/NameField";
import { Preview, type Spot } from "@/features/plans/wizard/Preview";
import { useFunds } from "@/features/plans/wizard/queries";
import { SaveState } from "@/features/plans/wizard/SaveState";
import { useDraft, type DraftHook } from "@/features/plans/wizard/useDraft";
import { WizardNotes } from "@/features/plans/wizard/WizardNotes";
import css from "@/features/plans/wizard/Wizard.module.css";

const STEPS = ["名称与预算", "采购清单", "附件", "预览与送审"];

interface WizardProps {
  me: string;
  /** The draft as it was found; absent for a new one. */
  plan?: Plan;
  onBegun?: (plan: string) => void;
  /** How it is sent, put together where all areas meet. */
  submit: (plan: Plan) => ReactNode;
}

/** New plan wizard 新增计划: what is typed is saved as one types, and found again anywhere. */
export function Wizard({ me, plan, onBegun, submit }: WizardProps) {
  const draft = useDraft(me, plan);
  const { content: form, change, saving, answer, server, autosave } = draft;
  const [search, setSearch] = useSearchParams();
  const step = Math.min(STEPS.length, Math.max(1, Number(search.get("step") ?? "1") || 1)) - 1;
  const [strict, setStrict] = useState(step > 1);
  const [spot, setSpot] = useState<Spot>();
  const uploads = useUploads((id) => change((now) => ({ ...now, attachments: [...now.attachments, id] })));
  const funds = useFunds(form.lines.map((line) => line.budget));
  const notes = useNotes(draft, plan);
  const begun = answer?.said.id;
  useEffect(() => {
    if (plan === undefined && begun !== undefined) onBegun?.(begun);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for every plan that is begun
  }, [begun]);

  const go = (to: number, at?: Spot) => {
    setSpot(at);
    if (step >= 1 && to > step) setStrict(true);
    if (to === STEPS.length - 1) void autosave.flush();
    setSearch((old) => withStep(old, to), { replace: true });
  };
  const add = (fund: Parameters<typeof withLine>[3]) => change((now) => withLine(now, now.lines.length - 1, funds, fund));
  const isSaved = saving.at === "saved" || (saving.at === "idle" && server.id !== undefined);
  const totals = new Map(answer?.to === form ? answer.said.totals.map(({ number, total }) => [form.lines[number - 1]?.key ?? "", total]) : []);
  const balances = balancesOf(form.lines, funds);
  const { unsendable } = toDraft(form);
  const isNamed = form.name.trim() !== "";
  return (
    <Page title={plan || isNamed ? `编制计划：${form.name}` : "新增计划"}>
      <div className={css.form}>
        <nav className={css.steps} aria-label="步骤">
          <Steps size="small" current={step} onChange={(to) => go(to)} items={STEPS.map((title, index) => ({ title, disabled: index > 0 && !isNamed }))} />
        </nav>
        <WizardNotes draft={draft} plan={plan} notes={notes} />
        {step === 0 && (
          <>
            <Panel>
              <NameField value={form.name} faults={notes.name} autoFocus={form.name === ""} onChange={(name) => change((now) => ({ ...now, name }))} />
            </Panel>
            <BudgetPicker used={countByFund(form.lines.map(fundOf))} onAdd={add} />
            <Balances balances={balances} />
          </>
        )}
        {step === 1 && (
          <>
            <LinesGrid form={form} change={change} funds={funds} notes={notes} strict={strict} totals={totals} startAt={spot?.key === undefined ? undefined : { key: spot.key, cell: spot.cell ?? "" }} />
            <Balances balances={balances} />
          </>
        )}
        {step === 2 && (
          <Files
            attachments={form.attachments}
            uploads={uploads}
            onRemove={(id) => change((now) => ({ ...now, attachments: now.attachments.filter((one) => one !== id) }))}
          />
        )}
        {step === 3 && server.id !== undefined && (
          <Preview plan={server.id} version={server.version} lines={form.lines} notes={notes} unsendable={unsendable} isSaved={isSaved} onGo={(to) => go(to.step, to)} submit={submit} />
        )}
        <footer className={css.foot}>
          <SaveState saving={saving} isThere={server.id !== undefined} partly={unsendable.length > 0} />
          <span className={css.sum}>
            共 {form.lines.length} 行，合计 <Money yuan={amountOfLines(form.lines)} strong unit />
          </span>
          <Button disabled={step === 0} onClick={() => go(step - 1)}>
            上一步
          </Button>
          <Button type="primary" disabled={step === STEPS.length - 1 || !isNamed} title={isNamed ? undefined : "请先填写计划名称"} onClick={() => go(step + 1)}>
            下一步
          </Button>
        </footer>
      </div>
    </Page>
  );
}

/** What is said about the draft: by this page, by the last save, and by what refused it. */
function useNotes({ content, answer, saving }: DraftHook, plan: Plan | undefined) {
  const said = answer ? { of: answer.to.lines, faults: answer.said.missing, warnings: answer.said.warnings } : { of: content.lines, faults: plan?.missing, warnings: plan?.warnings };
  const refused = saving.at === "refused" ? [{ of: content.lines, faults: saving.trouble.fields }] : [];
  return notesOf([said, ...refused], toDraft(content).unsendable);
}

function countByFund(ids: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function withStep(old: URLSearchParams, step: number): URLSearchParams {
  const next = new URLSearchParams(old);
  next.set("step", String(step + 1));
  return next;
}
