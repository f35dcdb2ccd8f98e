import { useQuery } from "@tanstack/react-query";
import { Tag, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { DueTag } from "@/components/DueTag";
import { ListPage } from "@/components/ListPage";
import { Money } from "@/components/Money";
import { byAmount, byText, byTime } from "@/components/sorting";
import { CameBackTag, Opinion } from "@/features/tasks/CameBack";
import { claimWords } from "@/features/tasks/Claim";
import { todoList, type Todo } from "@/features/tasks/queries";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { useAddress } from "@/lib/useAddress";
import { usePages } from "@/lib/usePages";
import { useSort, writeSort } from "@/lib/useSort";

const COLUMNS: TableColumnsType<Todo> = [
  {
    title: "标题",
    key: "title",
    render: (_, todo) => (
      <>
        <Link to={paths.task(todo.id)} className="long">
          {todo.title}
        </Link>
        {todo.claim && <Tag style={{ marginLeft: 8 }}>{claimWords(todo.claim)}</Tag>}
        <div className="faint long">{`${todo.kind_label}　${todo.unit_name}`}</div>
        <Opinion todo={todo} />
      </>
    ),
  },
  { title: "金额（元）", key: "amount", width: 172, align: "right", render: (_, todo) => todo.amount !== null && <Money yuan={todo.amount} /> },
  { title: "当前环节", key: "label", width: 150, render: (_, todo) => todo.label },
  {
    title: "发送环节",
    key: "sent",
    width: 160,
    render: (_, todo) => (
      <>
        {todo.sent_from}
        {todo.sent_by && (
          <div className="faint long">
            {todo.sent_by.name} <CameBackTag todo={todo} />
          </div>
        )}
      </>
    ),
  },
  { title: "发起人", key: "raiser", width: 96, render: (_, todo) => <span className="long">{todo.raiser.name}</span> },
  { title: "送达时间", key: "opened", width: 136, render: (_, todo) => <span className="number">{formatInstant(todo.opened_at)}</span> },
  {
    title: "办理期限",
    key: "due",
    width: 118,
    render: (_, todo) => (
      <>
        <DueTag due={todo.due} provisional={todo.due_provisional} />
        {todo.reminders > 0 && <div className="faint">已催办{todo.reminders}次</div>}
      </>
    ),
  },
];

const COMPARES = {
  title: byText((todo: Todo) => todo.title),
  amount: byAmount((todo: Todo) => todo.amount ?? "0"),
  label: byText((todo: Todo) => todo.label),
  raiser: byText((todo: Todo) => todo.raiser.name),
  opened: byTime((todo: Todo) => todo.opened_at),
  due: byText((todo: Todo) => todo.due),
};

interface TaskTableProps {
  /** One's own, what came back to one, or what lies in one's pools. */
  list: "mine" | "back" | "pool";
  title: string;
  /** What stands there when there is none. */
  empty: string;
  /** A column of what can be done right in the list. */
  action?: (todo: Todo) => ReactNode;
  /** Which of them are shown, where one can choose. */
  choice?: ReactNode;
}

/** A list of to-dos with search, sort, count and pages; the server sorts by due day, or what came back by when it came. */
export function TaskTable({ list, title, empty, action, choice }: TaskTableProps) {
  const words = useAddress().of("title");
  const own = list === "back" ? "opened" : "due";
  const [sort, onSort] = useSort(Object.keys(COMPARES), { by: own, down: list === "back" });
  const order = sort.by === own && sort.down ? "desc" : "asc";
  const pages = usePages([list, words, writeSort(sort)].join(" "));
  const todos = useQuery(todoList({ list, title: words, order, cursor: pages.cursor }));
  const count = list === "pool" ? todos.data?.counts.pool : todos.data?.counts.mine;
  const columns = action ? [...COLUMNS, { title: "操作", key: "action", width: 96, render: (_: unknown, todo: Todo) => action(todo) }] : COLUMNS;
  return (
    <ListPage
      title={title}
      aside={count !== undefined && count !== null && <Tag color="blue">{count > 999 ? "999+" : count} 件</Tag>}
      before={choice}
      search={{ name: "title", label: "按标题查找" }}
      label={title}
      min={1050}
      columns={columns}
      keyOf={(todo) => todo.id}
      query={todos}
      pages={pages}
      sorting={{ sort, own, compares: COMPARES, onSort }}
      empty={words === "" ? empty : `没有标题含“${words}”的任务`}
    />
  );
}
