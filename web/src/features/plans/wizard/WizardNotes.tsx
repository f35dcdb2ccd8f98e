import { Alert, Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { Closed } from "@/components/form/Closed";
import { Conflict } from "@/components/form/Conflict";
import css from "@/components/form/Form.module.css";
import { Restored } from "@/components/form/Restored";
import type { Plan } from "@/features/plans/queries";
import type { Notes } from "@/features/plans/wizard/cells";
import { fromPlan, type Form } from "@/features/plans/wizard/form";
import { readPlan, type DraftHook } from "@/features/plans/wizard/usePlanForm";
import { paths } from "@/lib/paths";

interface NotesProps {
  draft: DraftHook;
  plan: Plan | undefined;
  notes: Notes;
}

/** What concerns the draft as a whole: where it goes on from, who was first, what refused it. */
export function WizardNotes({ draft, plan, notes }: NotesProps) {
  const { saving, engine, id, content, restored } = draft;
  const [aside, setAside] = useState<Form>();
  const forget = () => {
    setAside(content);
    engine.anew();
  };
  return (
    <>
      {restored && saving.at !== "conflict" && (
        <Restored title="已恢复上次在本机填写、还没有保存的内容" label={plan ? "改用已保存的内容" : "清空重填"} onAnew={id === plan?.id ? forget : undefined} onClose={engine.noticed} />
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
                engine.change(() => aside);
                setAside(undefined);
              }}
            >
              改用我刚才填写的内容
            </Button>
          }
        />
      )}
      {id !== undefined && (
        <Conflict
          saving={saving}
          what="这份计划"
          read={() => readPlan(id)}
          onMine={(newer) => engine.resume(engine.snapshot().content, newer.version, false, fromPlan(newer))}
          onTheirs={(newer) => {
            setAside(content);
            engine.resume(fromPlan(newer), newer.version, true);
          }}
        />
      )}
      <Closed saving={saving} action={id !== undefined && <Link to={paths.plan(id)}>查看该计划</Link>} />
      <RestNotes notes={notes} />
    </>
  );
}

/** What refused it and is about nothing that is shown. */
export function RestNotes({ notes }: { notes: Notes }) {
  const rest = notes.rest.filter(({ tone }) => tone === "bad");
  return rest.length > 0 && <Alert className={css.note ?? ""} type="error" showIcon role="alert" title={rest.map(({ message }) => message).join("；")} />;
}
