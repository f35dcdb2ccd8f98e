import { useQuery } from "@tanstack/react-query";
import { Tag, type TableColumnsType } from "antd";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { ListPage } from "@/components/ListPage";
import { Money } from "@/components/Money";
import { byAmount, byText, byTime } from "@/components/sorting";
import { doneList } from "@/features/tasks/queries";
import { formatInstant, lasted } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { useAddress } from "@/lib/useAddress";
import { usePages } from "@/lib/usePages";
import { useSort, writeSort } from "@/lib/useSort";

type Done = Schemas["DoneView"];

const COLUMNS: TableColumnsType<Done> = [
  {
    title: "标题",
    key: "title",
    render: (_, done) => (
      <>
        <Link to={paths.task(done.id)} className="long">
          {done.title}
        </Link>
        <div className="faint long">{`${done.kind_label}　${done.unit_name}`}</div>
      </>
    ),
  },
  { title: "金额（元）", key: "amount", width: 166, align: "right", render: (_, done) => done.amount !== null && <Money yuan={done.amount} /> },
  { title: "办理环节", key: "label", width: 130, render: (_, done) => done.label },
  {
    title: "我的办理",
    key: "ended",
    width: 170,
    render: (_, { ended }) =>
      ended && (
        <>
          <Tag>{ended.label}</Tag>
          {ended.person && <div className="faint long">送 {ended.person.name}</div>}
        </>
      ),
  },
  {
    title: "当前环节",
    key: "now",
    width: 150,
    render: (_, { id, now, holder }) => (
      <>
        {now}
        {holder && <div className="faint long">{holder.name}</div>}
        <div>
          <Link to={paths.task(id)}>流转状态</Link>
        </div>
      </>
    ),
  },
  { title: "发起人", key: "raiser", width: 84, render: (_, done) => <span className="long">{done.raiser.name}</span> },
  {
    title: "办理时间",
    key: "at",
    width: 136,
    render: (_, { ended, opened_at }) =>
      ended && (
        <>
          <span className="number">{formatInstant(ended.ended_at)}</span>
          <div className="faint">用时 {lasted(opened_at, ended.ended_at)}</div>
        </>
      ),
  },
];

const COMPARES = {
  title: byText((done: Done) => done.title),
  amount: byAmount((done: Done) => done.amount ?? "0"),
  label: byText((done: Done) => done.label),
  raiser: byText((done: Done) => done.raiser.name),
  at: byTime((done: Done) => done.ended?.ended_at ?? done.opened_at),
};
const OWN = "at";
/** As many as the server sends at once. */
const PAGE = 20;

/** Done 已办任务, newest first; each leads to where it is now 流转状态. */
export function Component() {
  const title = useAddress().of("title");
  const [sort, onSort] = useSort(Object.keys(COMPARES), { by: OWN, down: true });
  const order = sort.by === OWN && !sort.down ? "asc" : "desc";
  const pages = usePages([title, writeSort(sort)].join(" "));
  const list = useQuery(doneList({ title, order, cursor: pages.cursor }));
  return (
    <ListPage
      title="已办任务"
      aside={list.data && <Seen shown={list.data.items.length} page={pages.page} more={list.data.next !== null} />}
      search={{ name: "title", label: "按标题查找" }}
      label="已办任务"
      min={1090}
      columns={COLUMNS}
      keyOf={(done) => done.id}
      query={list}
      pages={pages}
      sorting={{ sort, own: OWN, compares: COMPARES, onSort }}
      empty={title === "" ? "没有已办任务" : `没有标题含“${title}”的已办任务`}
    />
  );
}

/** As many as are known of: all, once there is no page after this one. */
function Seen({ shown, page, more }: { shown: number; page: number; more: boolean }) {
  const known = (page - 1) * PAGE + shown;
  return <Tag color="blue">{more ? `${known}+` : known} 件</Tag>;
}
