import { CheckCircleFilled } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useRef, useState, type ReactNode } from "react";

import type { Schemas } from "@/api/client";
import css from "@/app/pages/SubmitPanel.module.css";
import { Page, Panel } from "@/components/Page";
import { Blank } from "@/components/States";
import { TroubleAlert } from "@/components/TroubleAlert";
import { chosenIn, missing, moveKey, type Offer } from "@/features/tasks/decide";
import { MoveChoice } from "@/features/tasks/MoveChoice";
import { useOpinion } from "@/features/tasks/opinion";
import { OpinionField } from "@/features/tasks/OpinionField";
import { NextPicker, useLooking } from "@/features/tasks/NextPicker";
import { byPlace } from "@/lib/form/faults";
import { Intent } from "@/lib/intent";
import { pending } from "@/lib/pending";
import { toTrouble } from "@/lib/problem";
import { tidy } from "@/lib/text";
import { useTouched } from "@/lib/touched";

type Submission = Schemas["Submission"];
export type Submitted = Schemas["Submitted"];

interface SubmitProps {
  me: string;
  kind: Schemas["SubjectKind"];
  submission: Schemas["SubmissionView"];
  /** The version of what is sent, asked for once all that is typed is saved. */
  version: () => number;
  /** What sending is called. */
  label?: string;
  /** In how many places the page itself says what is missing or wrong now; absent where it does not. */
  lacks?: number;
  onTry?: () => void;
  send: (body: Submission, key: string) => Promise<Submitted>;
  onSent: (sent: Submitted) => void;
}

/** The next step 下一环节, who takes it, and 送审, of a draft of any kind: moves and people are the server's. */
export function SubmitPanel({ me, kind, submission: { task, moves }, version, label = "送审", lacks, onTry, send, onSent }: SubmitProps) {
  const open = moves.filter((move) => !move.disabled);
  const [key, setKey] = useState<string | undefined>(() => (open.length === 1 && open[0] ? moveKey(open[0]) : undefined));
  const [chosen, setChosen] = useState<string>();
  const [opinion, keepOpinion, dropOpinion] = useOpinion(me, task);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const intent = useRef(new Intent());
  const touched = useTouched();
  const move = open.find((one) => moveKey(one) === key);

  const act = useMutation({
    mutationFn: async (sent: Offer) => {
      onTry?.();
      // What was typed last is kept before it is sent.
      await pending.saved();
      const words = tidy(opinion, true);
      const body = { version: version(), kind: sent.kind, name: sent.name, to: sent.to ?? "", ...chosenIn(sent, chosen), opinion: words === "" ? null : words };
      return send(body, intent.current.keyFor([task, body]));
    },
    onSuccess: async (sent) => {
      dropOpinion();
      onSent(sent);
      await touched(kind);
    },
    onError: (error) => {
      const trouble = toTrouble(error);
      setFaults(byPlace(trouble.fields));
      if (trouble.handling === "stale" || trouble.handling === "refused") void touched(kind);
    },
  });
  const looking = useLooking(task, move, chosen);
  const choose = (next: Offer) => {
    setKey(moveKey(next));
    setChosen(undefined);
    setFaults({});
    act.reset();
  };
  const submit = () => {
    if (move === undefined) {
      setFaults({ move: "请选择下一环节" });
      return;
    }
    const found = missing({ move, straight: false, chosen, opinion });
    setFaults(found);
    if (Object.keys(found).length === 0) act.mutate(move);
  };
  return (
    <Panel title={label}>
      <MoveChoice moves={moves} chosen={key} onChoose={choose} legend="下一环节" />
      {faults.move !== undefined && (
        <p role="alert" className={css.fault}>
          {faults.move}
        </p>
      )}
      {move && <NextPicker key={key} task={task} move={move} value={chosen} onChange={setChosen} faults={faults} />}
      <OpinionField me={me} text={opinion} onChange={keepOpinion} required={(move ? [move] : open).every((one) => one.opinion === "required")} fault={faults.opinion} />
      <Refusal error={act.error} lacks={lacks} />
      <Button type="primary" size="large" block style={{ marginTop: 12 }} loading={act.isPending} disabled={open.length === 0 || looking} onClick={submit}>
        {label}
      </Button>
    </Panel>
  );
}

/** Why it was not sent; what the page says at its fields is only counted here, and is over when it is mended. */
function Refusal({ error, lacks }: { error: Error | null; lacks: number | undefined }) {
  if (error === null || lacks === undefined || toTrouble(error).code !== "invalid_fields" || toTrouble(error).fields.some(({ code }) => code === "number_unknown")) return <TroubleAlert error={error} except={["person", "organisation", "opinion"]} />;
  return lacks > 0 && <Alert type="error" showIcon role="alert" title={`还有 ${lacks} 处需要填写或修改，见标红处`} />;
}

/** Who has it now, and where one may go from here. */
export function Sent({ sent: { next }, name, actions, label = "送审" }: { sent: Submitted; name: string; actions: ReactNode; label?: string }) {
  return (
    <Page title={`${label}成功`}>
      <Panel>
        <Blank
          icon={<CheckCircleFilled style={{ color: "var(--good)", fontSize: 40 }} />}
          title={next.person ? `已送 ${next.person.name}（${next.label}）办理` : `已送${next.label}办理`}
          hint={name}
          actions={actions}
        />
      </Panel>
    </Page>
  );
}
