import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Sent, SubmitPanel, type Submitted } from "@/app/pages/SubmitPanel";
import { Subject } from "@/app/pages/Subject";
import { SentLast } from "@/app/pages/SentLast";
import css from "@/app/pages/TaskPage.module.css";
import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { Page } from "@/components/Page";
import { TroubleAlert } from "@/components/TroubleAlert";
import { DiscardWarning } from "@/features/plans/Discard";
import { Explanation, refreshed, useExplanation } from "@/features/plans/Explanation";
import { WarningContent } from "@/features/plans/Warning";
import { warningQuery, type Warning } from "@/features/plans/queries";
import { paths } from "@/lib/paths";
import { useTouched } from "@/lib/touched";

/** One early warning 预警审批: its draft is explained and sent here; later it is looked at here. */
export function Component() {
  const { warning = "" } = useParams();
  const query = useQuery(warningQuery(warning));
  const [sent, setSent] = useState<{ sent: Submitted; warning: Warning }>();
  if (sent) return <WasSent sent={sent.sent} warning={sent.warning} />;
  return (
    <Answer query={query}>
      {(data) => (data.submission ? <Draft key={data.id} warning={data} submission={data.submission} onSent={(done) => setSent({ sent: done, warning: data })} /> : <Whole warning={data} />)}
    </Answer>
  );
}

function Whole({ warning }: { warning: Warning }) {
  const navigate = useNavigate();
  const subject = `warning.${warning.id}`;
  return (
    <Page
      title={`预警审批：${warning.name}`}
      aside={<Tag>{warning.status_label}</Tag>}
      actions={
        <>
          <SentLast subject={subject} />
          {warning.discardable && <DiscardWarning warning={warning.id} onDone={() => void navigate(paths.plan(warning.plan))} />}
        </>
      }
    >
      <Subject key={subject} subject={subject} kind="warning" />
    </Page>
  );
}

interface DraftProps {
  warning: Warning;
  submission: NonNullable<Warning["submission"]>;
  onSent: (sent: Submitted) => void;
}

function Draft({ warning, submission, onSent }: DraftProps) {
  const me = useMe();
  const touched = useTouched();
  const navigate = useNavigate();
  const draft = useExplanation(me.person, warning);
  const { engine } = draft;
  const refresh = useMutation({ mutationFn: () => refreshed(warning.id, draft), onSuccess: () => touched("explanation") });
  const params = { path: { warning: warning.id } };
  return (
    <Page
      title={`预警审批：${warning.name}`}
      aside={<Tag>{warning.status_label}</Tag>}
      actions={
        <>
          <Link to={paths.plan(warning.plan)}>
            <Button>查看计划</Button>
          </Link>
          {warning.discardable && <DiscardWarning warning={warning.id} onBegin={engine.giveUp} onFailed={engine.goOn} onDone={() => void navigate(paths.plan(warning.plan))} />}
        </>
      }
    >
      <div className={css.columns}>
        <div className={css.subject}>
          {warning.outdated && (
            <Alert
              className={css.note ?? ""}
              type="warning"
              showIcon
              title="计划内容在发起预警后已修改，须更新后再送审。"
              action={
                <Button size="small" loading={refresh.isPending} onClick={() => refresh.mutate()}>
                  按计划现在的内容更新
                </Button>
              }
            />
          )}
          <TroubleAlert error={refresh.error} />
          <Explanation warning={warning.id} draft={draft} />
          <WarningContent id={warning.id} />
        </div>
        <aside className={css.decision} aria-label="送审">
          <SubmitPanel
            me={me.person}
            kind="warning"
            submission={submission}
            version={() => engine.snapshot().version}
            send={(body, key) => answered(api.POST("/api/warnings/{warning}/submission", { params: { ...params, header: { "Idempotency-Key": key } }, body }))}
            onSent={onSent}
          />
        </aside>
      </div>
    </Page>
  );
}

function WasSent({ sent, warning }: { sent: Submitted; warning: Warning }) {
  return (
    <Sent
      sent={sent}
      name={warning.name}
      actions={
        <>
          <Link to={paths.plan(warning.plan)}>
            <Button type="primary">回到计划</Button>
          </Link>
          <Link to={paths.home}>
            <Button>返回工作台</Button>
          </Link>
        </>
      }
    />
  );
}
