import { useQuery } from "@tanstack/react-query";
import { Tag, type TableColumnsType } from "antd";

import type { Schemas } from "@/api/client";
import { ListPage } from "@/components/ListPage";
import { HandOverButton } from "@/features/tasks/HandOver";
import { underWay } from "@/features/tasks/queries";
import { formatInstant } from "@/lib/dates";
import { useAddress } from "@/lib/useAddress";
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
  const address = useAddress();
  const [kind, title] = [address.of("kind") || "plan", address.of("title")];
  const pages = usePages(`${kind} ${title}`);
  const query = useQuery(underWay({ kind, title, cursor: pages.cursor }));
  const kinds = query.data?.kinds.map(({ code, label }) => ({ value: code, label })) ?? [];
  return (
    <ListPage
      title="任务移交"
      search={{ name: "title", label: "按标题查找" }}
      views={{ options: kinds, value: kind, onChange: (next) => address.set({ kind: next }, { replace: true }) }}
      label="在办事项"
      min={860}
      columns={COLUMNS}
      keyOf={(row) => row.subject}
      query={query}
      pages={pages}
      empty="没有在办事项"
    />
  );
}
