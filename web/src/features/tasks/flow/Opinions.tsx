import { Table, Tag, type TableColumnsType } from "antd";

import type { Schemas } from "@/api/client";
import { Nothing } from "@/components/States";
import { Wide } from "@/components/Wide";
import { formatInstant, lastedSeconds } from "@/lib/dates";

type Step = Schemas["FlowStep"];

function columns(before: string | undefined): TableColumnsType<Step> {
  return [
    { title: "环节", key: "step", width: 150, render: (_, { todo }) => todo.label },
    { title: "办理人", key: "by", width: 90, render: (_, { ended, todo }) => <span className="long">{ended?.by.name ?? todo.holder}</span> },
    {
      title: "办理",
      key: "done",
      width: 210,
      render: (_, { ended, to_label }) =>
        ended ? (
          <>
            {ended.label}
            {to_label && (
              <div className="faint long">
                至 {to_label}
                {ended.person && `（${ended.person.name}）`}
              </div>
            )}
          </>
        ) : (
          <Tag color="processing">办理中</Tag>
        ),
    },
    {
      title: "意见",
      key: "opinion",
      render: (_, { opinion, todo }) => (
        <>
          <span className="long" style={{ whiteSpace: "pre-wrap" }}>
            {opinion ?? <span className="faint">—</span>}
          </span>
          {todo.id === before && <div className="faint">此后计划内容有修改，本条及更早的意见针对修改前的内容</div>}
        </>
      ),
    },
    {
      title: "时间",
      key: "at",
      width: 140,
      render: (_, { ended, todo, seconds }) => (
        <>
          <span className="number">{formatInstant(ended?.ended_at ?? todo.opened_at)}</span>
          <div className="faint">停留 {lastedSeconds(seconds)}</div>
        </>
      ),
    },
  ];
}

/** All opinions 各环节办理意见, the newest first; `edited` is when the content was last changed. */
export function Opinions({ steps, edited }: { steps: Step[]; edited?: string | undefined }) {
  const newest = [...steps].reverse();
  const before = newest.find(({ ended, opinion }) => ended && opinion && edited !== undefined && ended.ended_at < edited)?.todo.id;
  return (
    <Wide label="各环节办理意见" min={760}>
      <Table
        size="small"
        rowKey={(step) => step.todo.id}
        columns={columns(before)}
        dataSource={newest}
        pagination={false}
        locale={{ emptyText: <Nothing>还没有办理意见</Nothing> }}
      />
    </Wide>
  );
}
