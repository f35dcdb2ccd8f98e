import { useQuery } from "@tanstack/react-query";
import type { TableColumnsType } from "antd";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { ListPage } from "@/components/ListPage";
import { Money } from "@/components/Money";
import { FilingNumber } from "@/features/plans/PlanFacts";
import { implementationTable } from "@/features/plans/queries";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { useAddress } from "@/lib/useAddress";
import { usePages } from "@/lib/usePages";

type Row = Schemas["Implementation"];

const COLUMNS: TableColumnsType<Row> = [
  {
    title: "计划名称、备案号",
    key: "name",
    render: (_, row) => (
      <>
        <Link to={paths.plan(row.plan)} className="long">
          {row.name}
        </Link>
        {row.filing_number && (
          <div>
            <FilingNumber number={row.filing_number} />
          </div>
        )}
      </>
    ),
  },
  { title: "年份", dataIndex: "year", width: 70 },
  { title: "计划金额（元）", key: "amount", width: 176, align: "right", render: (_, row) => <Money yuan={row.amount} /> },
  { title: "需求处室", key: "department", width: 130, render: (_, row) => <span className="long">{row.department_name}</span> },
  { title: "发起人", key: "raiser", width: 96, render: (_, row) => <span className="long">{row.raiser.name}</span> },
  { title: "更新时间", key: "at", width: 136, render: (_, row) => <span className="number">{formatInstant(row.updated_at)}</span> },
  { title: "操作", key: "action", width: 64, render: (_, row) => <Link to={paths.plan(row.plan)}>查看</Link> },
];

/** The implementation table 采购计划实施表: finished plans, to read. */
export function Component() {
  const words = useAddress().of("query");
  const pages = usePages(words);
  const list = useQuery(implementationTable({ query: words, cursor: pages.cursor }));
  return (
    <ListPage
      title="采购计划实施表"
      search={{ name: "query", label: "按计划名称查找" }}
      label="采购计划实施表"
      min={1040}
      columns={COLUMNS}
      keyOf={(row) => row.plan}
      query={list}
      pages={pages}
      empty={words === "" ? "还没有办结的计划" : `没有名称含“${words}”的计划`}
    />
  );
}
