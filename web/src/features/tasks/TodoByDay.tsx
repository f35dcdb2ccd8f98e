import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { Answer } from "@/components/Answer";
import { DueTag } from "@/components/DueTag";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { Nothing } from "@/components/States";
import { todoList, type Todo } from "@/features/tasks/queries";
import css from "@/features/tasks/Workbench.module.css";
import { now } from "@/lib/clock";
import { dayOf, dueIn, type Urgency } from "@/lib/dates";
import { paths } from "@/lib/paths";

const GROUPS: { urgency: Urgency; label: string }[] = [
  { urgency: "overdue", label: "已超期" },
  { urgency: "today", label: "今天到期" },
  { urgency: "soon", label: "三天内到期" },
  { urgency: "later", label: "以后到期" },
];

interface ByDayProps {
  list: "mine" | "pool";
  title: string;
  empty: string;
  more: string;
}

/** To-dos by due day, the most urgent first. */
export function TodoByDay({ list, title, empty, more }: ByDayProps) {
  const todos = useQuery(todoList({ list }));
  const count = list === "pool" ? todos.data?.counts.pool : todos.data?.counts.mine;
  return (
    <Panel title={count ? `${title} ${count > 999 ? "999+" : count}` : title} extra={<Link to={more}>全部</Link>} flush>
      <Answer query={todos}>{({ items }) => (items.length === 0 ? <Nothing>{empty}</Nothing> : <Groups items={items} />)}</Answer>
    </Panel>
  );
}

function Groups({ items }: { items: Todo[] }) {
  const today = dayOf(now());
  return GROUPS.map(({ urgency, label }) => ({ urgency, label, own: items.filter((todo) => dueIn(todo.due, today).urgency === urgency) }))
    .filter(({ own }) => own.length > 0)
    .map(({ urgency, label, own }) => (
      <section key={urgency} aria-label={label}>
        <h3 className={`${css.group} ${css[urgency]}`}>
          {label} <span>{own.length}</span>
        </h3>
        <ul className={css.rows}>
          {own.map((todo) => (
            <li key={todo.id}>
              <Link to={paths.task(todo.id)} className={css.title} title={todo.title}>
                {todo.title}
              </Link>
              <span className={css.label}>{todo.label}</span>
              <span className={css.amount}>
                {todo.amount !== null && <Money yuan={todo.amount} unit />}
              </span>
              <span className={css.due}>
                <DueTag due={todo.due} provisional={todo.due_provisional} />
              </span>
              <span className={css.from} title={`${todo.kind_label} · ${todo.unit_name} · ${todo.sent_by?.name ?? todo.raiser.name}`}>
                {todo.kind_label} · {todo.unit_name} · {todo.sent_by ? `${todo.sent_by.name} 送来` : todo.raiser.name}
              </span>
            </li>
          ))}
        </ul>
      </section>
    ));
}
