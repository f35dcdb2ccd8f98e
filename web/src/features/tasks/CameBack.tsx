import { useQuery } from "@tanstack/react-query";
import { Tag } from "antd";
import { Link } from "react-router";

import { Answer } from "@/components/Answer";
import { DueTag } from "@/components/DueTag";
import { Panel } from "@/components/Page";
import { Nothing } from "@/components/States";
import { todoList, type Todo } from "@/features/tasks/queries";
import css from "@/features/tasks/Workbench.module.css";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

const SHOWN = 5;
const LIST = `${paths.todo}?list=back`;

/** How it came back 退回、答复, in the server's words. */
export function CameBackTag({ todo: { arrived } }: { todo: Todo }) {
  return arrived?.came_back ? <Tag color="warning">{arrived.label}</Tag> : null;
}

/** Why it came back: the opinion of whoever sent it. */
export function Opinion({ todo: { arrived } }: { todo: Todo }) {
  if (!arrived?.opinion) return null;
  return (
    <p className={css.opinion} title={arrived.opinion}>
      “{arrived.opinion}”
    </p>
  );
}

/** What came back to me 退回、答复给我的, the newest first: by whom, when and why; each leads to its decision. */
export function CameBack() {
  const todos = useQuery(todoList({ list: "back", order: "desc" }));
  return (
    <Panel title="退回、答复给我的" extra={<Link to={LIST}>全部</Link>} flush>
      <Answer query={todos} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>没有退回或答复给您的任务</Nothing>
          ) : (
            <ul className={css.rows}>
              {items.slice(0, SHOWN).map((todo) => (
                <li key={todo.id}>
                  <Link to={paths.task(todo.id)} className={css.title} title={todo.title}>
                    {todo.title}
                  </Link>
                  <span className={css.amount}>
                    <CameBackTag todo={todo} />
                  </span>
                  <span className={css.due}>
                    <DueTag due={todo.due} provisional={todo.due_provisional} />
                  </span>
                  <span className={css.from} title={`${todo.sent_by?.name ?? ""}（${todo.sent_from ?? ""}）`}>
                    {todo.sent_by?.name}
                    {todo.sent_from && `（${todo.sent_from}）`}
                  </span>
                  <span className={`${css.label} number`}>{formatInstant(todo.opened_at)}</span>
                  <Opinion todo={todo} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  );
}
