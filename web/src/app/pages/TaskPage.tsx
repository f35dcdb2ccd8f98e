import { EditOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Tag } from "antd";
import { Link, useNavigate, useParams } from "react-router";

import type { Schemas } from "@/api/client";
import { Subject } from "@/app/pages/Subject";
import css from "@/app/pages/TaskPage.module.css";
import { useMe } from "@/app/shell/SessionGate";
import { idOf, SUBJECTS } from "@/app/subjects";
import { Answer } from "@/components/Answer";
import { DueTag } from "@/components/DueTag";
import { Page, Panel } from "@/components/Page";
import { Review } from "@/features/budgets/Review";
import { ClaimButton, ReleaseButton } from "@/features/tasks/Claim";
import { outcomeWords, type Decided } from "@/features/tasks/decide";
import { WhyBack } from "@/features/tasks/WhyBack";
import { DecisionPanel } from "@/features/tasks/DecisionPanel";
import { taskQuery, todoList } from "@/features/tasks/queries";
import { SentActions } from "@/features/tasks/SentActions";
import { UnsentOpinion } from "@/features/tasks/UnsentOpinion";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { useTouched } from "@/lib/touched";

type Task = Schemas["TaskView"];

/** One task 办理: what it is about on the left, what can be done on the right. */
export function Component() {
  const { task = "" } = useParams();
  const query = useQuery(taskQuery(task));
  return <Answer query={query}>{(data) => <TaskView key={task} task={data} />}</Answer>;
}

function TaskView({ task }: { task: Task }) {
  const me = useMe();
  const touched = useTouched();
  const next = useNextTodo(task.todo.id, task.todo.title);
  const { todo, claimed_by_other: other } = task;
  const { edit } = SUBJECTS[todo.kind];
  const held = todo.claim?.by.id === me.person && !task.ended;
  return (
    <Page
      title={todo.title}
      aside={
        <>
          <Tag>{todo.kind_label}</Tag>
          {!task.ended && <DueTag due={todo.due} provisional={todo.due_provisional} />}
        </>
      }
      actions={
        <>
          {task.claimable && <ClaimButton task={todo.id} />}
          {held && <ReleaseButton task={todo.id} />}
          <SentActions task={todo.id} kind={todo.kind} title={todo.title} withdrawable={task.withdrawable} remindable={task.remindable} handable={task.handable} />
          {task.editable && edit && (
            <Link to={`${edit.path(idOf(task.subject))}?task=${encodeURIComponent(todo.id)}`}>
              <Button icon={<EditOutlined />}>{edit.label}</Button>
            </Link>
          )}
        </>
      }
    >
      <div className={task.moves.length > 0 ? css.columns : undefined}>
        <div className={css.subject}>
          {other && <Alert className={css.note} type="info" showIcon title={`该任务已由${other.by.name}于 ${formatInstant(other.at)} 领取${other.until ? `，${other.until} 前未办理将自动放回` : ""}`} />}
          {task.lost !== null && <Alert className={css.note} type="warning" showIcon title={task.lost} />}
          {task.ended && (
            <Alert
              className={css.note}
              type="info"
              showIcon
              title={`${todo.label}：${task.ended.by.name} 已于 ${formatInstant(task.ended.ended_at)} ${task.ended.label}`}
            />
          )}
          {task.moves.length === 0 && <UnsentOpinion me={me.person} task={todo.id} />}
          {task.budget_review && <Review task={todo.id} review={task.budget_review} />}
          <Subject subject={task.subject} kind={todo.kind} />
        </div>
        {task.moves.length > 0 && (
          <aside className={css.decision} aria-label="办理">
            <Panel>
              <p className="soft">
                当前环节：<b>{todo.label}</b>
              </p>
              {todo.sent_by && (
                <p className="soft long">
                  {todo.sent_by.name}
                  {todo.sent_from && `（${todo.sent_from}）`}于 {formatInstant(todo.opened_at)} {todo.arrived?.came_back ? todo.arrived.label : "送来"}
                </p>
              )}
              <p className="soft">
                办理期限：<span className="number">{todo.due}</span>
              </p>
              {todo.reminders > 0 && <p style={{ color: "var(--warn)" }}>已被催办{todo.reminders}次</p>}
              <WhyBack todo={todo} />
            </Panel>
            <DecisionPanel task={todo.id} moves={task.moves} me={me.person} onDecided={next} touched={() => touched(todo.kind)} />
          </aside>
        )}
      </div>
    </Page>
  );
}

/** After a decision: says who has it now, and goes straight to the next to-do; from the last one to where the subject goes on. */
function useNextTodo(task: string, title: string): (decided: Decided) => void {
  const { operations } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  return (decided) => {
    const { ended, path } = SUBJECTS[decided.kind];
    void message.success(outcomeWords(decided, decided.tone === "onward" ? ended.words : `已办理：${decided.done}`), 5);
    const go = async () => {
      if (decided.ended) return navigate(ended.list && operations.includes(ended.list.operation) ? ended.list.path(title) : path(idOf(decided.subject)));
      const list = await client.query({ ...todoList({ list: "mine" }), staleTime: 0 }).catch(() => undefined);
      const following = list?.items.find((todo) => todo.id !== task);
      await navigate(following ? paths.task(following.id) : paths.todo);
    };
    void go();
  };
}
