import { useQuery } from "@tanstack/react-query";
import { Button, Tag, type TableColumnsType } from "antd";
import { Link } from "react-router";

import { ListPage } from "@/components/ListPage";
import { questionList, type QuestionHead } from "@/features/questions/queries";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { useAddress } from "@/lib/useAddress";
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
  const address = useAddress();
  const views = drafts ? VIEWS : VIEWS.filter(({ value }) => value !== "draft");
  const status = views.find(({ value }) => value === address.of("view"))?.value ?? "under_way";
  const name = address.of("name");
  const pages = usePages(`${status} ${name}`);
  const list = useQuery(questionList({ status, name, cursor: pages.cursor }));
  return (
    <ListPage
      title="质疑查询"
      search={{ name: "name", label: "按项目名称查找" }}
      after={
        drafts && (
          <Link to={paths.newQuestion}>
            <Button type="primary">提出质疑</Button>
          </Link>
        )
      }
      views={{ options: views, value: status, onChange: (value) => address.set({ view: value }) }}
      label="质疑"
      min={900}
      columns={drafts ? COLUMNS.filter(({ key }) => key !== "holder") : COLUMNS}
      keyOf={(question) => question.id}
      query={list}
      pages={pages}
      empty={name === "" ? "没有质疑" : `没有项目名称含“${name}”的质疑`}
    />
  );
}
