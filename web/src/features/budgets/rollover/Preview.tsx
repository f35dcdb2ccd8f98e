import { useQuery } from "@tanstack/react-query";
import { Button, Table, type TableColumnsType } from "antd";
import { Link } from "react-router";

import { Listing } from "@/components/Listing";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { ShareBar } from "@/components/ShareBar";
import { Nothing } from "@/components/States";
import { Wide } from "@/components/Wide";
import { Figure } from "@/features/budgets/ExecutionTable";
import { previewQuery, type Preview, type Previewed, type Unconfirmed } from "@/features/budgets/rollover/queries";
import css from "@/features/budgets/rollover/Rollover.module.css";
import type { ViewProps } from "@/features/budgets/rollover/views";
import { formatYuan, sum } from "@/lib/money";
import { paths } from "@/lib/paths";
import { usePages } from "@/lib/usePages";

type Part = "carries" | "reserved" | "contracted" | "held" | "carried";

const PARTS = [
  { part: "carries", label: "可结转", tone: "free" },
  { part: "reserved", label: "计划占用", tone: "held" },
  { part: "contracted", label: "合同占用", tone: "bound" },
  { part: "held", label: "调剂占用", tone: "kept" },
  { part: "carried", label: "已结转", tone: "carried" },
] as const;

const named = { title: "预算名称", key: "name", render: (_: unknown, { id, name, department_name }: Previewed | Unconfirmed) => (
  <>
    <Link to={paths.budget(id)} className="long">
      {name}
    </Link>
    <div className="faint long">{department_name}</div>
  </>
) };

const COLUMNS: TableColumnsType<Previewed> = [
  named,
  ...PARTS.map(({ part, label }) => ({
    title: `${label}（元）`,
    key: part,
    width: 160,
    align: "right" as const,
    render: (_: unknown, row: Previewed) => (part === "carries" ? <Money yuan={row.carries} strong /> : <Figure yuan={row[part]} />),
  })),
];

const LEFT_OUT: TableColumnsType<Unconfirmed> = [
  named,
  { title: "来源", dataIndex: "origin_label", width: 160 },
  { title: "预算金额（元）", key: "amount", width: 200, align: "right", render: (_, { amount }) => <Money yuan={amount} /> },
];

/** Before the year's end 年结预览: what would be carried over, what stays with its plans, and what is not confirmed. */
export function PreviewView({ year, views, years, may }: ViewProps) {
  const pages = usePages(year);
  const query = useQuery(previewQuery(year, pages.cursor));
  const one = pages.page === 1;
  return (
    <Page title="年结" actions={years}>
      {views}
      {query.data && <Sums preview={query.data} whole={one && query.data.next === null} />}
      <Listing
        label="年结预览"
        min={1040}
        columns={COLUMNS}
        keyOf={(budget) => budget.id}
        query={query}
        pages={pages}
        empty={`${year}年没有已确认的预算，没有可结转的金额`}
      />
      {one && query.data && <LeftOut preview={query.data} year={year} confirms={may("confirm_budget")} />}
    </Page>
  );
}

/** What the shown budgets come to; that it is not all of them is said where there are further pages. */
function Sums({ preview, whole }: { preview: Preview; whole: boolean }) {
  const { items, carries, straddles, year } = preview;
  if (items.length === 0) return null;
  const of = (part: Part) => sum(items.map((row) => row[part])) ?? "0.00";
  const shares = PARTS.map(({ part, label, tone }) => ({ label, tone, yuan: of(part) }));
  const scope = whole ? "" : "本页";
  return (
    <Panel
      title={
        <>
          {scope}可结转 <span className="number">{formatYuan(carries)} 元</span>，{scope}跨年占用 <span className="number">{formatYuan(straddles)} 元</span>
        </>
      }
      extra={<span className="faint">{whole ? `共 ${items.length} 项预算` : `仅合计本页 ${items.length} 项预算，不含其他页`}</span>}
    >
      <p className={`soft ${css.note}`}>
        可结转的金额在年结时转为{year + 1}年的结转预算，确认后可用。计划占用、合同占用和调剂占用跨年保留在{year}年预算中，由原计划、合同和调剂继续使用，不结转。
      </p>
      <ShareBar total={sum(shares.map(({ yuan }) => yuan)) ?? "0.00"} shares={shares} />
    </Panel>
  );
}

/** What would be left out, since nobody confirmed it 未确认. */
function LeftOut({ preview: { unconfirmed, more_unconfirmed: more }, year, confirms }: { preview: Preview; year: string; confirms: boolean }) {
  return (
    <Panel
      title={`未确认的预算，不结转${unconfirmed.length === 0 ? "" : `（${more ? "最近 " : ""}${unconfirmed.length} 项）`}`}
      flush
      extra={
        confirms &&
        unconfirmed.length > 0 && (
          <Link to={`${paths.confirmBudgets}?year=${year}`}>
            <Button type="primary">去预算确认</Button>
          </Link>
        )
      }
    >
      {unconfirmed.length === 0 ? (
        <Nothing>{year}年的预算都已确认</Nothing>
      ) : (
        <Wide label="未确认的预算" min={800}>
          <Table size="small" rowKey={({ id }) => id} columns={LEFT_OUT} dataSource={unconfirmed} pagination={false} />
        </Wide>
      )}
    </Panel>
  );
}
