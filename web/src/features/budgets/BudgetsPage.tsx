import { useQuery } from "@tanstack/react-query";
import { Select, type TableColumnsType } from "antd";
import { Link } from "react-router";

import { Answer } from "@/components/Answer";
import { ListPage } from "@/components/ListPage";
import { Panel } from "@/components/Page";
import { SaveButton } from "@/components/SaveButton";
import { ShareBar } from "@/components/ShareBar";
import css from "@/features/budgets/Budget.module.css";
import { ExecutionTable, figureColumns, Sums } from "@/features/budgets/ExecutionTable";
import { allBudgets, budgetList, budgetQuery, shares, summed, type Row } from "@/features/budgets/queries";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/dates";
import { formatYuan } from "@/lib/money";
import { paths } from "@/lib/paths";
import { useAddress } from "@/lib/useAddress";
import { usePages } from "@/lib/usePages";

const COLUMNS: TableColumnsType<Row> = [
  {
    title: "预算名称",
    key: "name",
    render: (_, row) => (
      <div className={css.line}>
        <Link to={paths.budget(row.id)} className="long">
          {row.name}
        </Link>
        <div className="faint long">{[row.kind_label, row.department_name, row.document_number].join("　")}</div>
        {row.balance && (
          <div className={css.bar}>
            <ShareBar total={row.amount} shares={shares(row.balance)} figures={false} />
          </div>
        )}
      </div>
    ),
  },
  ...figureColumns<Row>(),
];

/** Budgets 预算查询: the unit's confirmed ones of a year, and how each of them and of their lines stands, in yuan. */
export function Component() {
  const address = useAddress();
  const thisYear = Number(dayOf(now()).slice(0, 4));
  const year = address.of("year") || String(thisYear);
  const name = address.of("name");
  const pages = usePages(`${year} ${name}`);
  const list = useQuery(budgetList({ year, status: "confirmed", name, cursor: pages.cursor }));
  const years = [thisYear + 1, thisYear, thisYear - 1, thisYear - 2, thisYear - 3].map((one) => ({ value: String(one), label: `${one}年` }));
  return (
    <ListPage
      title="预算查询"
      before={<Select aria-label="预算年份" options={years} value={year} onChange={(value) => address.set({ year: value })} style={{ width: 110 }} />}
      search={{ name: "name", label: "按预算名称查找" }}
      after={<SaveButton path={`/api/exports/budgets?${new URLSearchParams({ year, status: "confirmed", ...(name && { name }) }).toString()}`} name={`预算查询-${year}.xlsx`}>导出 Excel</SaveButton>}
      label="预算"
      min={1080}
      columns={COLUMNS}
      keyOf={(budget) => budget.id}
      query={list}
      pages={pages}
      empty={name === "" ? `${year}年没有已确认的预算` : `${year}年没有名称含“${name}”的预算`}
      below={(row) => <Lines budget={row.id} />}
      sums={(rows) => rows.length > 1 && <Sums rows={rows} before={2} label="本页合计" />}
    >
      <Total year={year} name={name} />
    </ListPage>
  );
}

/** What was found, all of it added up. */
function Total({ year, name }: { year: string; name: string }) {
  const all = useQuery(allBudgets(year, name));
  return (
    <Answer query={all} rows={2}>
      {({ items, more }) => {
        if (items.length === 0) return null;
        const total = summed(items);
        return (
          <Panel
            title={
              <>
                合计 <span className="number">{formatYuan(total.amount)} 元</span>
              </>
            }
            extra={<span className="faint">{more ? `仅统计最近的 ${items.length} 项` : `共 ${items.length} 项预算`}</span>}
          >
            <ShareBar total={total.amount} shares={shares(total.balance)} />
          </Panel>
        );
      }}
    </Answer>
  );
}

/** The lines of a budget, read when they are asked for. */
function Lines({ budget }: { budget: string }) {
  const query = useQuery(budgetQuery(budget));
  return <Answer query={query} rows={2}>{(data) => <ExecutionTable budget={data.id} lines={data.lines} />}</Answer>;
}
