import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Tag, type TableColumnsType } from "antd";
import { Link, useSearchParams } from "react-router";

import { Listing } from "@/components/Listing";
import { Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";
import { questionList, type QuestionHead } from "@/features/questions/queries";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { usePages } from "@/lib/usePages";

const VIEWS = [
  { value: "under_way", label: "办理中" },
  { value: "finished", label: "已办结" },
  { value: "draft", label: "草稿" },
];

const COLUMNS: TableColumnsType<QuestionHead> = [
  {
    title: "采购项目",
    key: "name",
    render: (_, question) => (
      <Link to={paths.question(question.id)} className="long">
        {question.name}
      </Link>
    ),
  },
  { title: "状态", key: "status", width: 100, render: (_, question) => <Tag>{question.status_label}</Tag> },
  { title: "当前环节", key: "place", width: 220, render: (_, { place, in_transit }) => (in_transit ? "正在流转" : (place?.label ?? "—")) },
  { title: "办理人", key: "holder", width: 110, render: (_, { place }) => <span className="long">{place?.holder?.name ?? "—"}</span> },
  { title: "最近修改", key: "at", width: 136, render: (_, question) => <span className="number">{formatInstant(question.updated_at)}</span> },
];

/** Questions 质疑查询: a supplier's own, drafts too, or what suppliers asked one's unit. */
export function QuestionsPage({ drafts }: { drafts: boolean }) {
  const [query, setQuery] = useSearchParams();
  const views = drafts ? VIEWS : VIEWS.filter(({ value }) => value !== "draft");
  const status = views.find(({ value }) => value === query.get("view"))?.value ?? "under_way";
  const name = query.get("name") ?? "";
  const pages = usePages(`${status} ${name}`);
  const list = useQuery(questionList({ status, name, cursor: pages.cursor }));
  const choose = (value: string) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      next.set("view", value);
      return next;
    });
  return (
    <Page
      title="质疑查询"
      actions={
        <>
          <SearchBox name="name" label="按项目名称查找" />
          {drafts && (
            <Link to={paths.newQuestion}>
              <Button type="primary">提出质疑</Button>
            </Link>
          )}
        </>
      }
    >
      <Segmented options={views} value={status} onChange={choose} style={{ marginBottom: 12 }} />
      <Listing
        label="质疑"
        min={900}
        columns={drafts ? COLUMNS.filter(({ key }) => key !== "holder") : COLUMNS}
        keyOf={(question) => question.id}
        query={list}
        pages={pages}
        empty={name === "" ? "没有质疑" : `没有项目名称含“${name}”的质疑`}
      />
    </Page>
  );
}
