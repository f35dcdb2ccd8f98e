import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Segmented, Tag, type TableColumnsType } from "antd";
import { useSearchParams } from "react-router";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Listing } from "@/components/Listing";
import { Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";
import { HandOverButton } from "@/features/tasks/HandOver";
import { formatInstant } from "@/lib/dates";
import { usePages } from "@/lib/usePages";

type Row = Schemas["UnderWayView"];

const COLUMNS: TableColumnsType<Row> = [
  {
    title: "标题",
    key: "title",
    render: (_, row) => (
      <>
        <span className="long">{row.title}</span>
        <div className="faint">
          {row.kind_label}　{row.raiser.name} 发起
        </div>
      </>
    ),
  },
  { title: "当前环节", key: "label", width: 200, render: (_, { place }) => place?.label ?? "流转中" },
  {
    title: "办理人",
    key: "holder",
    width: 220,
    render: (_, { place, stuck }) => (
      <>
        <span className="long">{place?.holder?.name ?? "待领取"}</span>
        {stuck && (
          <div>
            <Tag color="error">已不在岗，须移交</Tag>
          </div>
        )}
      </>
    ),
  },
  { title: "送达时间", key: "since", width: 150, render: (_, { place }) => place && formatInstant(place.since) },
  { title: "操作", key: "action", width: 80, render: (_, { task, title }) => task !== null && <HandOverButton task={task} title={title} small /> },
];

/** What is under way in the unit and with whom 任务移交, for its administrator. */
export function Component() {
  const [params, setParams] = useSearchParams();
  const [kind, title] = [params.get("kind") ?? "plan", params.get("title") ?? ""];
  const pages = usePages(`${kind} ${title}`);
  const query = useQuery({
    queryKey: ["tasks", "under-way", kind, title, pages.cursor ?? ""],
    queryFn: ({ signal }) => answered(api.GET("/api/tasks/under-way", { params: { query: { kind, ...(title && { title }), ...(pages.cursor && { cursor: pages.cursor }) } }, signal })),
    placeholderData: keepPreviousData,
  });
  const show = (next: string) =>
    setParams(
      (old) => {
        const params = new URLSearchParams(old);
        params.set("kind", next);
        return params;
      },
      { replace: true },
    );
  const kinds = query.data?.kinds.map(({ code, label }) => ({ value: code, label })) ?? [];
  return (
    <Page title="任务移交" actions={<SearchBox name="title" label="按标题查找" />}>
      <Segmented<string> options={kinds} value={kind} onChange={show} style={{ marginBottom: 12 }} />
      <Listing label="在办事项" min={860} columns={COLUMNS} keyOf={(row) => row.subject} query={query} pages={pages} empty="没有在办事项" />
    </Page>
  );
}
