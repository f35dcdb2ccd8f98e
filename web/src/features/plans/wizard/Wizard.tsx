import { Button, Steps, type InputRef } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useNavigate } from "react-router";

import { Foot } from "@/components/form/Foot";
import formCss from "@/components/form/Form.module.css";
import { SaveState } from "@/components/form/SaveState";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { Files } from "@/components/uploads/Files";
import { useUploads } from "@/components/uploads/useUploads";
import type { Plan } from "@/features/plans/queries";
import { DiscardPlan } from "@/features/plans/Discard";
import { Balances } from "@/features/plans/wizard/Balances";
import { BudgetPicker } from "@/features/plans/wizard/BudgetPicker";
import { notesOf, type Said } from "@/features/plans/wizard/cells";
import { amountOfLines, fundOf, toDraft } from "@/features/plans/wizard/form";
import { balancesOf, withLine } from "@/features/plans/wizard/lines";
import { LinesGrid } from "@/features/plans/wizard/LinesGrid";
import { NameField } from "@/features/plans/wizard/NameField";
import { Preview, type Spot } from "@/features/plans/wizard/Preview";
import { useFunds } from "@/features/plans/wizard/queries";
import { useDraft, type DraftHook } from "@/features/plans/wizard/usePlanForm";
import { wrongIn } from "@/features/plans/wizard/wrong";
import { WizardNotes } from "@/features/plans/wizard/WizardNotes";
import css from "@/features/plans/wizard/Wizard.module.css";
import { paths } from "@/lib/paths";
import { tidy } from "@/lib/text";
import { useAddress } from "@/lib/useAddress";

const STEPS = ["名称与预算", "采购清单", "附件", "预览与送审"];
const LINES = 1;

interface WizardProps {
  me: string;
  /** The draft as it was found; absent for a new one. */
  plan?: Plan;
  /** What tells the copy of a new one from others in this browser. */
  own?: string;
  onBegun?: (plan: string) => void;
  /** How it is sent, put together where all areas meet. */
  submit: (plan: Plan) => ReactNode;
}

/** New plan wizard 新增计划: what is typed is saved as one types, and found again anywhere. */
export function Wizard({ me, plan, own, onBegun, submit }: WizardProps) {
  const draft = useDraft(me, plan, own);
  const { content: form, saving, answer, id, version, engine } = draft;
  const { change } = engine;
  const navigate = useNavigate();
  const address = useAddress();
  const step = Math.min(STEPS.length, Math.max(1, Number(address.of("step")) || 1)) - 1;
  const [strict, setStrict] = useState(step > 1);
  const [spot, setSpot] = useState<Spot>();
  const uploads = useUploads((id) => change((now) => ({ ...now, attachments: [...now.attachments, id] })));
  const funds = useFunds(form.lines.map((line) => line.budget));
  const notes = useNotes(draft, plan);
  const isNamed = tidy(form.name) !== "";
  const [unnamed, setUnnamed] = useState(false);
  const nameField = useRef<InputRef>(null);
  useEffect(() => {
    if (plan === undefined && id !== undefined) onBegun?.(id);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for every plan that is begun
  }, [id]);

  const go = (to: number, at?: Spot) => {
    if (to > 0 && !isNamed) {
      setUnnamed(true);
      nameField.current?.focus();
      return;
    }
    setSpot(at);
    if (step >= 1 && to > step) setStrict(true);
    if (to === STEPS.length - 1) void engine.flush();
    // Back leads to the step before; until the plan is there, its address is about to change.
    address.set({ step: String(to + 1) }, { replace: id === undefined });
  };
  const add = (fund: Parameters<typeof withLine>[3]) => change((now) => withLine(now, now.lines.length - 1, funds, fund));
  const isSaved = saving.at === "saved" || (saving.at === "idle" && id !== undefined);
  const totals = new Map(answer?.to === form ? answer.said.totals.map(({ number, total }) => [form.lines[number - 1]?.key ?? "", total]) : []);
  const balances = balancesOf(form.lines, funds);
  const { unsendable } = toDraft(form);
  const wrongAt = (index: number) => index === LINES && step !== LINES && [...notes.lines.values()].flat().some(({ tone }) => tone === "bad");
  return (
    <Page
      title={plan || isNamed ? `编制计划：${form.name}` : "新增计划"}
      actions={
        id !== undefined && (
          <DiscardPlan plan={id} name={form.name} onBegin={engine.giveUp} onDone={() => void navigate(paths.plans)} onFailed={engine.goOn} />
        )
      }
    >
      <div className={formCss.form}>
        <nav className={css.steps} aria-label="步骤">
          <Steps size="small" current={step} onChange={(to) => go(to)} items={STEPS.map((title, index) => ({ title, disabled: index > 0 && !isNamed, ...(wrongAt(index) && { status: "error" as const }) }))} />
        </nav>
        <WizardNotes draft={draft} plan={plan} notes={notes} />
        {step === 0 && (
          <>
            <Panel>
              <NameField ref={nameField} value={form.name} faults={unnamed && !isNamed ? ["请先填写计划名称"] : notes.name} autoFocus={form.name === ""} onChange={(name) => change((now) => ({ ...now, name }))} />
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
            hint="货物类计划请附行政事业单位资产购置计划批复表，省属高校请附省属高校项目审批表。"
            attachments={form.attachments}
            uploads={uploads}
            onRemove={(id) => change((now) => ({ ...now, attachments: now.attachments.filter((one) => one !== id) }))}
          />
        )}
        {step === 3 && id !== undefined && (
          <Preview plan={id} version={version} lines={form.lines} notes={notes} unsendable={unsendable} here={hereOf(draft)} isSaved={isSaved} onGo={(to) => go(to.step, to)} submit={submit} />
        )}
        <Foot
          state={<SaveState saving={saving} isThere={id !== undefined} partly={draft.partly} before="填写计划名称后，内容随时自动保存" />}
          sum={
            <>
              共 {form.lines.length} 行，合计 <Money yuan={amountOfLines(form.lines)} strong unit />
            </>
          }
        >
          <Button disabled={step === 0} onClick={() => go(step - 1)}>
            上一步
          </Button>
          <Button type="primary" disabled={step === STEPS.length - 1} onClick={() => go(step + 1)}>
            下一步
          </Button>
        </Foot>
      </div>
    </Page>
  );
}

/** What is said about the draft: by this page, by the last save, and by what refused it. */
function useNotes(draft: DraftHook, plan: Plan | undefined) {
  const { content, answer, sent, saving } = draft;
  const said = answer ? { of: answer.to.lines, faults: answer.said.missing, warnings: answer.said.warnings } : { of: content.lines, faults: plan?.missing, warnings: plan?.warnings };
  const refused = saving.at === "refused" ? [{ of: (sent ?? content).lines, faults: saving.trouble.fields }] : [];
  return notesOf([...hereOf(draft), said, ...refused], toDraft(content).unsendable);
}

/** What is not saved since it cannot be; it is told first, for what is wrong is not missing as well. */
function hereOf({ content, aside, id }: DraftHook): Said[] {
  const own = wrongIn(content).filter(({ code }) => id !== undefined || code !== "missing_field");
  return [{ of: content.lines, faults: own.map((fault) => ({ ...fault, code: "invalid_value" })) }, ...(aside ? [{ of: aside.of.lines, faults: aside.faults }] : [])];
}

function countByFund(ids: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
