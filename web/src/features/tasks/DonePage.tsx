import { useQuery } from "@tanstack/react-query";
import { Tag, type TableColumnsType } from "antd";
import { Link, useSearchParams } from "react-router";

import type { Schemas } from "@/api/client";
import { Listing } from "@/components/Listing";
import { Money } from "@/components/Money";
import { Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";
import { doneList } from "@/features/tasks/queries";
import { formatInstant, lasted } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { usePages } from "@/lib/usePages";

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
        <div className="faint long">{done.unit_name}</div>
      </>
    ),
  },
  { title: "金额（元）", key: "amount", width: 172, align: "right", render: (_, done) => <Money yuan={done.amount} /> },
  { title: "办理环节", key: "label", width: 150, render: (_, done) => done.label },
  {
    title: "我的办理",
    key: "ended",
    width: 200,
    render: (_, { ended }) =>
      ended && (
        <>
          <Tag>{ended.label}</Tag>
          {ended.person && <div className="faint long">送 {ended.person.name}</div>}
        </>
      ),
  },
  { title: "发起人", key: "raiser", width: 96, render: (_, done) => <span className="long">{done.raiser.name}</span> },
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

/** Done 已办任务, newest first; each leads to where it is now 流转状态. */
export function Component() {
  const [search] = useSearchParams();
  const title = search.get("title") ?? "";
  const pages = usePages(title);
  const list = useQuery(doneList({ title, cursor: pages.cursor }));
  return (
    <Page title="已办任务" actions={<SearchBox name="title" label="按标题查找" />}>
      <Listing
        label="已办任务"
        min={980}
        columns={COLUMNS}
        keyOf={(done) => done.id}
        query={list}
        pages={pages}
        empty={title === "" ? "没有已办任务" : `没有标题含“${title}”的已办任务`}
      />
    </Page>
  );
}
