import { useQuery } from "@tanstack/react-query";
import { Button, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { SentLast } from "@/app/pages/SentLast";
import { Subject } from "@/app/pages/Subject";
import { Sent, SubmitPanel, type Submitted } from "@/app/pages/SubmitPanel";
import css from "@/app/pages/TaskPage.module.css";
import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { DiscardButton, type DiscardWays } from "@/components/DiscardButton";
import { Page } from "@/components/Page";
import { LetterForm, useLetter } from "@/features/questions/LetterForm";
import { QuestionFacts } from "@/features/questions/LetterView";
import { questionQuery, type Question } from "@/features/questions/queries";
import { paths } from "@/lib/paths";

/** One question 供应商质疑: its letter is written and sent here; later it is looked at here. */
export function Component() {
  const { question = "" } = useParams();
  const query = useQuery(questionQuery(question));
  const [sent, setSent] = useState<{ sent: Submitted; name: string }>();
  if (sent) return <WasSent sent={sent.sent} name={sent.name} onLook={() => setSent(undefined)} />;
  return (
    <Answer query={query}>
      {(data) => (data.submission ? <Draft key={data.id} question={data} submission={data.submission} onSent={(done) => setSent({ sent: done, name: data.name })} /> : <Whole question={data} />)}
    </Answer>
  );
}

function Whole({ question }: { question: Question }) {
  const subject = `question.${question.id}`;
  return (
    <Page
      title={`质疑：${question.name}`}
      aside={<Tag>{question.status_label}</Tag>}
      actions={
        <>
          {question.editable !== null && (
            <Link to={paths.task(question.editable.task)}>
              <Button type="primary">去办理</Button>
            </Link>
          )}
          <SentLast subject={subject} />
          {question.plan !== null && (
            <Link to={paths.plan(question.plan)}>
              <Button>查看计划</Button>
            </Link>
          )}
        </>
      }
    >
      <Subject key={subject} subject={subject} kind="question" />
    </Page>
  );
}

interface DraftProps {
  question: Question;
  submission: NonNullable<Question["submission"]>;
  onSent: (sent: Submitted) => void;
}

function Draft({ question, submission, onSent }: DraftProps) {
  const me = useMe();
  const draft = useLetter(me.person, question);
  const [tried, setTried] = useState(false);
  const params = { path: { question: question.id } };
  return (
    <Page title={`质疑：${question.name}`} aside={<Tag>{question.status_label}</Tag>} actions={question.discardable && <Discard question={question.id} onBegin={draft.engine.giveUp} onFailed={draft.engine.goOn} />}>
      <div className={css.columns}>
        <div className={css.subject}>
          <QuestionFacts question={question} />
          <LetterForm question={question} draft={draft} tried={tried} />
        </div>
        <aside className={css.decision} aria-label="提交质疑">
          <SubmitPanel
            me={me.person}
            kind="question"
            submission={submission}
            version={() => draft.engine.snapshot().version}
            label="提交质疑"
            lacks={draft.missing.length}
            onTry={() => setTried(true)}
            send={(body, key) => answered(api.POST("/api/questions/{question}/submission", { params: { ...params, header: { "Idempotency-Key": key } }, body }))}
            onSent={onSent}
          />
        </aside>
      </div>
    </Page>
  );
}

function Discard({ question, ...ways }: DiscardWays & { question: string }) {
  const navigate = useNavigate();
  return (
    <DiscardButton
      {...ways}
      id={question}
      touches="question"
      send={(key) => answered(api.DELETE("/api/questions/{question}", { params: { path: { question }, header: { "Idempotency-Key": key } } }))}
      title="删除这份质疑草稿？"
      words="已删除质疑草稿"
      onDone={() => void navigate(paths.questions)}
    />
  );
}

function WasSent({ sent, name, onLook }: { sent: Submitted; name: string; onLook: () => void }) {
  return (
    <Sent
      sent={sent}
      name={name}
      label="提交质疑"
      actions={
        <>
          <Button type="primary" onClick={onLook}>
            查看质疑
          </Button>
          <Link to={paths.questions}>
            <Button>质疑查询</Button>
          </Link>
        </>
      }
    />
  );
}
