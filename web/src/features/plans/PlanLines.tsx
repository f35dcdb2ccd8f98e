import { Table, type TableColumnsType } from "antd";

import type { Schemas } from "@/api/client";
import { Money } from "@/components/Money";
import { Nothing } from "@/components/States";
import { Wide } from "@/components/Wide";

type Line = Schemas["PlanLineView"];

const COLUMNS: TableColumnsType<Line> = [
  { title: "序号", dataIndex: "number", width: 52, align: "center" },
  {
    title: "品目",
    key: "item",
    render: (_, line) => (
      <>
        <span className="long">{line.item_name}</span>
        <div className="faint">{line.item}</div>
      </>
    ),
  },
  {
    title: "使用预算",
    key: "budget",
    width: "24%",
    render: (_, line) => (
      <>
        <span className="long">{line.budget_name}</span>
        <div className="faint">第{line.budget_line}条明细</div>
      </>
    ),
  },
  { title: "单价（元）", key: "price", width: 140, align: "right", render: (_, line) => <Money yuan={line.unit_price} /> },
  { title: "数量", key: "quantity", width: 90, align: "right", render: (_, line) => <span className="number">{`${line.quantity} ${line.measure}`}</span> },
  { title: "总金额（元）", key: "total", width: 160, align: "right", render: (_, line) => <Money yuan={line.total} strong /> },
];

interface LinesProps {
  lines: Line[];
  amount: string;
  /** What is above the budget 预警, by line. */
  warnings: Schemas["Warning"][];
}

/** The lines of a plan 采购清单, each with its parameters and warnings below it, and their sum. */
export function PlanLines({ lines, amount, warnings }: LinesProps) {
  const of = (line: Line) => warnings.filter((warning) => warning.field.startsWith(`lines[${line.number - 1}]`));
  const below = (line: Line) => (
    <>
      {of(line).map((warning) => (
        <p key={warning.field} className="long" style={{ color: "var(--warn)" }}>
          预警：{warning.message}
        </p>
      ))}
      {line.parameters !== "" && (
        <p className="long soft" style={{ whiteSpace: "pre-wrap" }}>
          商品参数：{line.parameters}
        </p>
      )}
    </>
  );
  const open = lines.filter((line) => line.parameters !== "" || of(line).length > 0).map((line) => line.number);
  return (
    <Wide label="采购清单" min={760}>
      <Table
        size="small"
        rowKey="number"
        columns={COLUMNS}
        dataSource={lines}
        pagination={false}
        expandable={{ expandedRowRender: below, expandedRowKeys: open, showExpandColumn: false }}
        locale={{ emptyText: <Nothing>还没有采购明细</Nothing> }}
        summary={() =>
          lines.length === 0 ? null : (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={5} align="right">
                <b>合计</b>
              </Table.Summary.Cell>
              <Table.Summary.Cell index={5} align="right">
                <Money yuan={amount} strong />
              </Table.Summary.Cell>
            </Table.Summary.Row>
          )
        }
      />
    </Wide>
  );
}
