import { CheckCircleFilled } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useRef, useState } from "react";
import { Link } from "react-router";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import css from "@/app/pages/SubmitPanel.module.css";
import { Page, Panel } from "@/components/Page";
import { Blank } from "@/components/States";
import { TroubleAlert } from "@/components/TroubleAlert";
import type { Plan } from "@/features/plans/queries";
import { missing, moveKey, type Offer } from "@/features/tasks/decide";
import { MoveChoice } from "@/features/tasks/MoveChoice";
import { useOpinion } from "@/features/tasks/opinion";
import { OpinionField } from "@/features/tasks/OpinionField";
import { PeoplePicker, useLooking } from "@/features/tasks/PeoplePicker";
import { Intent } from "@/lib/intent";
import { paths } from "@/lib/paths";
import { toTrouble } from "@/lib/problem";

export interface SentPlan {
  plan: string;
  name: string;
  next: Schemas["NextStep"];
}

interface SubmitProps {
  me: string;
  plan: Plan;
  onSent: (sent: SentPlan) => void;
}

/** The next step 下一环节, who takes it, and 送审: moves and people are the server's. */
export function SubmitPanel({ me, plan, onSent }: SubmitProps) {
  const task = plan.submission?.task ?? "";
  const moves = plan.submission?.moves ?? [];
  const open = moves.filter((move) => !move.disabled);
  const [key, setKey] = useState<string | undefined>(() => (open.length === 1 && open[0] ? moveKey(open[0]) : undefined));
  const [person, setPerson] = useState<string>();
  const [opinion, keepOpinion, dropOpinion] = useOpinion(me, task);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const intent = useRef(new Intent());
  const client = useQueryClient();
  const personLabel = useId();
  const move = open.find((one) => moveKey(one) === key);

  const act = useMutation({
    mutationFn: ({ kind, to }: Offer) => {
      const words = opinion.trim();
      const body = { version: plan.version, kind, to: to ?? "", person: person ?? "", opinion: words === "" ? null : words };
      const params = { path: { plan: plan.id }, header: { "Idempotency-Key": intent.current.keyFor([plan.id, body]) } };
      return answered(api.POST("/api/plans/{plan}/submission", { params, body }));
    },
    onSuccess: async ({ next }) => {
      dropOpinion();
      onSent({ plan: plan.id, name: plan.name, next });
      await client.invalidateQueries();
    },
    onError: (error) => {
      const trouble = toTrouble(error);
      setFaults(Object.fromEntries(trouble.fields.map(({ field, message }) => [field, message])));
      if (trouble.handling === "stale" || trouble.handling === "refused") void client.invalidateQueries({ queryKey: ["plans", "preview"] });
    },
  });
  const looking = useLooking(task, move, person);
  const choose = (next: Offer) => {
    setKey(moveKey(next));
    setPerson(undefined);
    setFaults({});
    act.reset();
  };
  const submit = () => {
    if (move === undefined) {
      setFaults({ move: "请选择下一环节" });
      return;
    }
    const found = missing({ move, straight: false, person, opinion });
    setFaults(found);
    if (Object.keys(found).length === 0) act.mutate(move);
  };
  return (
    <Panel title="送审">
      <MoveChoice moves={moves} chosen={key} onChoose={choose} legend="下一环节" />
      {faults.move !== undefined && (
        <p role="alert" className={css.fault}>
          {faults.move}
        </p>
      )}
      {move && (
        <div className={css.field}>
          <div className={css.label} id={personLabel}>
            <span className={css.must}>*</span>下一环节办理人
          </div>
          <PeoplePicker key={key} task={task} move={move} value={person} onChange={setPerson} fault={faults.person} labelledBy={personLabel} />
        </div>
      )}
      <OpinionField me={me} text={opinion} onChange={keepOpinion} required={(move ? [move] : open).every((one) => one.opinion === "required")} fault={faults.opinion} />
      <TroubleAlert error={act.error} except={["person", "opinion"]} />
      <Button type="primary" size="large" block style={{ marginTop: 12 }} loading={act.isPending} disabled={open.length === 0 || looking} onClick={submit}>
        送审
      </Button>
    </Panel>
  );
}

/** Who has it now. */
export function Sent({ sent: { plan, name, next } }: { sent: SentPlan }) {
  return (
    <Page title="送审成功">
      <Panel>
        <Blank
          icon={<CheckCircleFilled style={{ color: "var(--good)", fontSize: 40 }} />}
          title={next.person ? `已送 ${next.person.name}（${next.label}）办理` : `已送${next.label}办理`}
          hint={name}
          actions={
            <>
              <Link to={paths.plan(plan)}>
                <Button type="primary">查看计划及流转状态</Button>
              </Link>
              <Link to={paths.newPlan}>
                <Button>再新增一个计划</Button>
              </Link>
              <Link to={paths.home}>
                <Button>返回工作台</Button>
              </Link>
            </>
          }
        />
      </Panel>
    </Page>
  );
}
