import { Alert, Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import type { Plan } from "@/features/plans/queries";
import type { Notes } from "@/features/plans/wizard/cells";
import { Conflict } from "@/features/plans/wizard/Conflict";
import { EMPTY, fromPlan, type Form } from "@/features/plans/wizard/form";
import type { DraftHook } from "@/features/plans/wizard/useDraft";
import css from "@/features/plans/wizard/Wizard.module.css";
import { paths } from "@/lib/paths";

interface NotesProps {
  draft: DraftHook;
  plan: Plan | undefined;
  notes: Notes;
}

/** What concerns the draft as a whole: where it goes on from, who was first, what refused it. */
export function WizardNotes({ draft, plan, notes }: NotesProps) {
  const { saving, autosave, server, content, restored, resume } = draft;
  const [noticed, setNoticed] = useState(!restored);
  const [aside, setAside] = useState<Form>();
  const forget = () => {
    setNoticed(true);
    setAside(content);
    resume(plan ? fromPlan(plan) : EMPTY, plan?.version ?? 0, true);
  };
  return (
    <>
      {!noticed && saving.at !== "conflict" && (
        <Alert
          className={css.note ?? ""}
          type="info"
          showIcon
          closable={{ onClose: () => setNoticed(true) }}
          title="已恢复上次在本机填写、还没有保存的内容"
          action={server.id === plan?.id ? <Button size="small" onClick={forget}>{plan ? "改用已保存的内容" : "清空重填"}</Button> : undefined}
        />
      )}
      {aside && (
        <Alert
          className={css.note ?? ""}
          type="info"
          showIcon
          closable={{ onClose: () => setAside(undefined) }}
          title="您刚才填写的内容还可以找回"
          action={
            <Button
              size="small"
              onClick={() => {
                autosave.change(aside);
                setAside(undefined);
              }}
            >
              改用我刚才填写的内容
            </Button>
          }
        />
      )}
      {saving.at === "conflict" && server.id !== undefined && (
        <Conflict
          plan={server.id}
          onMine={(newer) => {
            setNoticed(true);
            resume(content, newer.version, false);
          }}
          onTheirs={(newer) => {
            setNoticed(true);
            setAside(content);
            resume(fromPlan(newer), newer.version, true);
          }}
        />
      )}
      {saving.at === "closed" && (
        <Alert
          className={css.note ?? ""}
          type="error"
          showIcon
          role="alert"
          title={saving.trouble.title}
          description="您填写的内容仍留在本机。"
          action={server.id !== undefined && <Link to={paths.plan(server.id)}>查看该计划</Link>}
        />
      )}
      {notes.rest.some(({ tone }) => tone === "bad") && (
        <Alert className={css.note ?? ""} type="error" showIcon role="alert" title={notes.rest.filter(({ tone }) => tone === "bad").map(({ message }) => message).join("；")} />
      )}
    </>
  );
}
