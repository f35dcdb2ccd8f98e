import { queryOptions, useQuery } from "@tanstack/react-query";
import { Table, Tag, type TableColumnsType } from "antd";
import { useParams } from "react-router";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Answer } from "@/components/Answer";
import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { ShareBar } from "@/components/ShareBar";
import { Wide } from "@/components/Wide";
import { shares } from "@/features/budgets/queries";
import { formatInstant } from "@/lib/dates";

type Detail = Schemas["BudgetDetail"];
type Line = Schemas["LineView"];

/** One budget with its lines and balances. */
const budgetQuery = (budget: string) =>
  queryOptions({
    queryKey: ["budgets", "one", budget],
    queryFn: ({ signal }) => answered(api.GET("/api/budgets/{budget}", { params: { path: { budget } }, signal })),
  });

const COLUMNS: TableColumnsType<Line> = [
  { title: "序号", dataIndex: "number", width: 56, align: "center" },
  {
    title: "品目",
    key: "item",
    render: (_, line) => (
      <>
        <span className="long">{line.item_name}</span>
        <div className="faint">
          {line.item}
          {line.needs_descendant && "（计划须选用其下级品目）"}
        </div>
      </>
    ),
  },
  { title: "单价（元）", key: "price", width: 160, align: "right", render: (_, line) => <Money yuan={line.unit_price} /> },
  { title: "数量", key: "quantity", width: 100, align: "right", render: (_, line) => <span className="number">{`${line.quantity} ${line.measure}`}</span> },
  {
    title: "资金来源（元）",
    key: "funding",
    width: 300,
    render: (_, line) =>
      line.funding.map((funding) => (
        <div key={funding.source} style={{ display: "flex", justifyContent: "space-between", gap: 8 }}>
          <span className="soft">{funding.label}</span>
          <Money yuan={funding.amount} />
        </div>
      )),
  },
  { title: "金额（元）", key: "amount", width: 172, align: "right", render: (_, line) => <Money yuan={line.amount} strong /> },
  { title: "可用（元）", key: "free", width: 172, align: "right", render: (_, { balance }) => balance && <Money yuan={balance.free} /> },
];

function facts(budget: Detail): [string, React.ReactNode][] {
  return [
    ["预算金额", <Money key="amount" yuan={budget.amount} strong unit />],
    ["批文文号", budget.document_number],
    ["预算类型", budget.kind_label],
    ["预算年份", budget.year],
    ["处室", budget.department_name],
    ["经办人", budget.raiser.name],
    ["新增时间", formatInstant(budget.created_at)],
    ["确认时间", budget.confirmed_at && formatInstant(budget.confirmed_at)],
  ];
}

/** One budget 预算执行情况: its lines, and what became of the amount. */
export function Component() {
  const { budget = "" } = useParams();
  const query = useQuery(budgetQuery(budget));
  return (
    <Answer query={query}>
      {(data) => (
        <Page title={data.name} aside={<Tag>{data.status_label}</Tag>}>
          <Panel title="预算信息">
            <Facts facts={facts(data)} />
          </Panel>
          {data.balance && (
            <Panel title="执行情况">
              <ShareBar total={data.amount} shares={shares(data.balance)} />
            </Panel>
          )}
          <Panel title="预算明细" flush>
            <Wide label="预算明细" min={1080}>
              <Table size="small" rowKey="number" columns={COLUMNS} dataSource={data.lines} pagination={false} />
            </Wide>
          </Panel>
        </Page>
      )}
    </Answer>
  );
}
