import { Table, type TableColumnsType } from "antd";

import { Money } from "@/components/Money";
import { Wide } from "@/components/Wide";
import css from "@/features/budgets/Budget.module.css";
import type { Line } from "@/features/budgets/queries";

/** What it is made of: item, price, quantity and sources. */
const ENTERED: TableColumnsType<Line> = [
  { title: "序号", dataIndex: "number", width: 52, align: "center" },
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
  { title: "单价（元）", key: "price", width: 150, align: "right", render: (_, line) => <Money yuan={line.unit_price} /> },
  { title: "数量", key: "quantity", width: 90, align: "right", render: (_, line) => <span className="number">{`${line.quantity} ${line.measure}`}</span> },
  {
    title: "资金来源（元）",
    key: "funding",
    width: 300,
    render: (_, line) =>
      line.funding.map((funding) => (
        <div key={funding.source} className={css.source}>
          <span className="soft">{funding.label}</span>
          <Money yuan={funding.amount} />
        </div>
      )),
  },
  { title: "预算金额（元）", key: "amount", width: 160, align: "right", render: (_, line) => <Money yuan={line.amount} strong /> },
];

/** The lines of a budget 预算明细 as they were entered. */
export function LineTable({ lines }: { lines: Line[] }) {
  return (
    <Wide label="预算明细" min={1000}>
      <Table size="small" rowKey="number" columns={ENTERED} dataSource={lines} pagination={false} />
    </Wide>
  );
}
