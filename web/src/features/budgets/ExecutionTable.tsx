import { Button, Table, type TableColumnsType } from "antd";
import { useState, type ReactNode } from "react";

import type { Schemas } from "@/api/client";
import { Money } from "@/components/Money";
import { ShareBar } from "@/components/ShareBar";
import { Wide } from "@/components/Wide";
import css from "@/features/budgets/Budget.module.css";
import { Entries, type Asked } from "@/features/budgets/Entries";
import { PARTS, shares, summed, type Balance, type Line, type Part } from "@/features/budgets/queries";
import { formatYuan, toFen } from "@/lib/money";

type Source = Schemas["FundingSource"];

/** The parts whose entries can be looked at. */
const BEHIND: readonly Part[] = ["reserved"];

/** Something that has an amount and what became of it. */
interface Executed {
  amount: string;
  balance: Balance | null;
}

/** A figure; nothing draws less attention than something. */
export function Figure({ yuan }: { yuan: string }) {
  return toFen(yuan) === 0n ? <span className={`number ${css.zero}`}>0.00</span> : <Money yuan={yuan} />;
}

/** The figures of an execution, side by side; `cell` shows one of them otherwise. */
export function figureColumns<Row extends Executed>(cell: (row: Row, part: Part, yuan: string) => ReactNode = (_, __, yuan) => <Figure yuan={yuan} />): TableColumnsType<Row> {
  return [
    { title: "预算金额（元）", key: "amount", align: "right", render: (_, row) => <Money yuan={row.amount} strong /> },
    ...PARTS.map(({ part, label }) => ({
      title: label,
      key: part,
      align: "right" as const,
      render: (_: unknown, row: Row) => row.balance && cell(row, part, row.balance[part]),
    })),
  ];
}

/** The sums under such columns; `before` is how many columns stand to their left. */
export function Sums({ rows, before, label = "合计" }: { rows: Executed[]; before: number; label?: string }) {
  const total = summed(rows);
  return (
    <Table.Summary.Row style={{ background: "#f7f9fb", fontWeight: 600 }}>
      <Table.Summary.Cell index={0} colSpan={before}>
        {label}
      </Table.Summary.Cell>
      <Table.Summary.Cell index={before} align="right">
        <Money yuan={total.amount} strong />
      </Table.Summary.Cell>
      {PARTS.map(({ part }, index) => (
        <Table.Summary.Cell key={part} index={before + 1 + index} align="right">
          <Figure yuan={total.balance[part]} />
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  );
}

interface Row extends Executed {
  key: string;
  line: number;
  source?: Source;
  name: string;
  note: string;
  children?: Row[];
}

/** A line, and its sources below it where there are several. */
function rowOf(line: Line): Row {
  const sources = line.funding.map((funding) => ({ key: `${line.number} ${funding.source}`, line: line.number, source: funding.source, name: funding.label, note: "", amount: funding.amount, balance: funding.balance }));
  const only = sources.length === 1 ? sources[0] : undefined;
  const row = { key: String(line.number), line: line.number, name: `${line.number}. ${line.item_name}`, note: `${line.item}${only ? `　${only.name}` : ""}`, amount: line.amount, balance: line.balance };
  return only ? row : { ...row, children: sources };
}

/** The execution of each line 执行情况: figures, and a bar that says the same. A figure that plans made opens what is behind it. */
export function ExecutionTable({ budget, lines }: { budget: string; lines: Line[] }) {
  const [asked, setAsked] = useState<Asked>();
  const cell = (row: Row, part: Part, yuan: string) => {
    if (!BEHIND.includes(part) || toFen(yuan) === 0n) return <Figure yuan={yuan} />;
    const of = { budget, line: row.line, ...(row.source && { source: row.source }), name: row.name };
    return (
      <Button type="link" className={css.figure} aria-label={`${row.name} 计划占用 ${formatYuan(yuan)} 元，查看占用明细`} onClick={() => setAsked(of)}>
        <Money yuan={yuan} />
      </Button>
    );
  };
  const columns: TableColumnsType<Row> = [
    {
      title: "品目 / 资金来源",
      key: "name",
      render: (_, row) => (
        <span className={css.line} style={{ display: "inline-block", verticalAlign: "top" }}>
          <span className="long">{row.name}</span>
          {row.note !== "" && <span className="faint" style={{ display: "block" }}>{row.note}</span>}
          {row.note !== "" && row.balance && (
            <span className={css.bar} style={{ display: "block" }}>
              <ShareBar total={row.amount} shares={shares(row.balance)} figures={false} />
            </span>
          )}
        </span>
      ),
    },
    ...figureColumns<Row>(cell),
  ];
  return (
    <Wide label="执行明细" min={1040}>
      <Table
        size="small"
        columns={columns}
        dataSource={lines.map(rowOf)}
        pagination={false}
        expandable={{ defaultExpandAllRows: lines.length <= 5 }}
        summary={() => lines.length > 1 && <Sums rows={lines} before={1} />}
      />
      <Entries asked={asked} onClose={() => setAsked(undefined)} />
    </Wide>
  );
}
