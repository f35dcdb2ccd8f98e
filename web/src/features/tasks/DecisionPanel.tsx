import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useRef, useState } from "react";

import { Panel } from "@/components/Page";
import { TroubleAlert } from "@/components/TroubleAlert";
import { aimed, asksFor, decide, missing, moveKey, type Decided, type Offer, type Wanted } from "@/features/tasks/decide";
import css from "@/features/tasks/Decision.module.css";
import { MoveChoice, ReturnChoice } from "@/features/tasks/MoveChoice";
import { OpinionField } from "@/features/tasks/OpinionField";
import { NextPicker, useLooking } from "@/features/tasks/NextPicker";
import { byPlace } from "@/lib/form/faults";
import { Intent } from "@/lib/intent";
import { pending } from "@/lib/pending";
import { toTrouble } from "@/lib/problem";
import { tidy } from "@/lib/text";
import { useOpinion } from "@/features/tasks/opinion";

interface DecisionProps {
  task: string;
  moves: Offer[];
  /** The one who decides, for their own phrases. */
  me: string;
  onDecided: (decided: Decided) => void;
  /** Reads anew what was decided on, or turned out to be another than was shown. */
  touched: () => Promise<void>;
}

const NAMES = ["to", "person", "organisation", "opinion"];
/** Shown at their field only where the move asks for one. */
const CHOICES = ["person", "organisation"];

/** The one place to decide on a to-do: moves, people, labels and reasons are the server's; what was typed stays. */
export function DecisionPanel({ task, moves, me, onDecided, touched }: DecisionProps) {
  const open = moves.filter((move) => !move.disabled);
  const [key, setKey] = useState<string | undefined>(() => (open.length === 1 && open[0] ? moveKey(open[0]) : undefined));
  const [target, setTarget] = useState<string>();
  const [straight, setStraight] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [opinion, keepOpinion, dropOpinion] = useOpinion(me, task);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const intent = useRef(new Intent());
  const move = open.find((one) => moveKey(one) === key);
  const aim = move && aimed(move, target);
  const looking = useLooking(task, aim, chosen);

  const act = useMutation({
    mutationFn: async (wanted: Wanted) => {
      // What was typed last belongs to what is decided.
      await pending.saved();
      return decide(task, wanted, intent.current.keyFor([task, wanted]));
    },
    onSuccess: async (decided) => {
      intent.current.done();
      dropOpinion();
      onDecided(decided);
      await touched();
    },
    onError: (error) => {
      const trouble = toTrouble(error);
      setFaults(byPlace(trouble.fields));
      // Whoever had the next step may have gone since this was read: then another is asked for.
      const unasked = trouble.fields.some(({ field }) => field === "person" && (aim === undefined || asksFor(aim) !== "person"));
      if (trouble.handling === "stale" || trouble.handling === "refused" || unasked) void touched();
    },
  });

  const choose = (next: Offer) => {
    setKey(moveKey(next));
    setTarget(next.targets.length === 1 ? next.targets[0]?.step : undefined);
    setChosen(undefined);
    setFaults({});
    act.reset();
  };
  const mended =
    <Value,>(field: string, set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setFaults((old) => Object.fromEntries(Object.entries(old).filter(([name]) => name !== field)));
    };
  const mendedChoice = mended(aim ? (asksFor(aim) ?? "") : "", setChosen);
  const turn = (step: string) => {
    setTarget(step);
    setChosen(undefined);
  };
  const submit = () => {
    if (move === undefined) {
      const silent = tidy(opinion, true) === "" && open.every((one) => one.opinion === "required");
      setFaults({ move: "请选择办理方式", ...(silent && { opinion: "请填写办理意见" }) });
      return;
    }
    const wanted = { move, target, straight, chosen, opinion };
    const found = missing(wanted);
    setFaults(found);
    if (Object.keys(found).length === 0) act.mutate(wanted);
  };

  if (moves.length === 0) return null;
  return (
    <Panel title="办理">
      <MoveChoice moves={moves} chosen={key} onChoose={choose} />
      {faults.move !== undefined && (
        <p role="alert" className={`${css.fault} ${css.field}`}>
          {faults.move}
        </p>
      )}
      {move && move.targets.length > 0 && (
        <ReturnChoice move={move} target={target} straight={straight} fault={faults.to} onTarget={mended("to", turn)} onStraight={setStraight} />
      )}
      {move?.person && (
        <p className={`${css.next} ${css.field}`}>
          送 {move.person.label}：{move.person.person.name}
        </p>
      )}
      {aim && <NextPicker key={`${key} ${aim.to ?? ""}`} task={task} move={aim} value={chosen} onChange={mendedChoice} onStale={() => void touched()} faults={faults} />}
      <OpinionField me={me} text={opinion} onChange={mended("opinion", keepOpinion)} required={(move ? [move] : open).every((one) => one.opinion === "required")} fault={faults.opinion} />
      {act.isError && (
        <div className={css.field}>
          <TroubleAlert error={act.error} except={NAMES.filter((name) => !CHOICES.includes(name) || (aim && asksFor(aim) === name))} />
        </div>
      )}
      {open.length === 0 && <Alert type="info" showIcon title="现在没有可以进行的操作，原因见上。" className={css.field ?? ""} />}
      <Button type="primary" size="large" block loading={act.isPending} disabled={open.length === 0 || looking} onClick={submit} danger={move?.tone === "refusing"}>
        {move?.label ?? "办理"}
      </Button>
    </Panel>
  );
}
