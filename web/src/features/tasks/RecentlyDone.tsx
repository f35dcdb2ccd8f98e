import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { Answer } from "@/components/Answer";
import { Panel } from "@/components/Page";
import { Nothing } from "@/components/States";
import { doneList } from "@/features/tasks/queries";
import css from "@/features/tasks/Workbench.module.css";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

const SHOWN = 6;

/** Each subject once, with what I did with it last. */
const newestOf = <One extends { subject: string }>(items: One[]) => items.filter((one, index) => items.findIndex(({ subject }) => subject === one.subject) === index);

/** What I decided last; each leads to where it is now. */
export function RecentlyDone() {
  const done = useQuery(doneList({}));
  return (
    <Panel title="最近已办" extra={<Link to={paths.done}>全部</Link>} flush>
      <Answer query={done} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>还没有已办任务</Nothing>
          ) : (
            <ul className={css.rows}>
              {newestOf(items).slice(0, SHOWN).map((one) => (
                <li key={one.id}>
                  <Link to={paths.task(one.id)} className={css.title} title={one.title}>
                    {one.title}
                  </Link>
                  <span className={css.label}>{one.ended?.label}</span>
                  <span className={`${css.due} faint number`}>{one.ended && formatInstant(one.ended.ended_at)}</span>
                  <span className={css.from}>
                    现在：{one.now}
                    {one.holder && `（${one.holder.name}）`}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  );
}
