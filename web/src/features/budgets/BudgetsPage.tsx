import { useQuery } from "@tanstack/react-query";
import { Select, type TableColumnsType } from "antd";
import { Link, useSearchParams } from "react-router";

import { Listing } from "@/components/Listing";
import { Money } from "@/components/Money";
import { Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";
import { ShareBar } from "@/components/ShareBar";
import { budgetList, shares, type Budget } from "@/features/budgets/queries";
import { dayOf } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { usePages } from "@/lib/usePages";

const COLUMNS: TableColumnsType<Budget> = [
  {
    title: "预算名称",
    key: "name",
    render: (_, budget) => (
      <>
        <Link to={paths.budget(budget.id)} className="long">
          {budget.name}
        </Link>
        <div className="faint long">{budget.document_number}</div>
      </>
    ),
  },
  { title: "预算类型", dataIndex: "kind_label", width: 96 },
  { title: "处室", key: "department", width: 130, render: (_, budget) => <span className="long">{budget.department_name}</span> },
  { title: "预算金额（元）", key: "amount", width: 172, align: "right", render: (_, budget) => <Money yuan={budget.amount} strong /> },
  { title: "可用（元）", key: "free", width: 172, align: "right", render: (_, { balance }) => balance && <Money yuan={balance.free} /> },
  { title: "已占用（元）", key: "reserved", width: 172, align: "right", render: (_, { balance }) => balance && <Money yuan={balance.reserved} /> },
  {
    title: "执行情况",
    key: "bar",
    width: 150,
    render: (_, { amount, balance }) => balance && <ShareBar total={amount} shares={shares(balance)} figures={false} />,
  },
];

/** Budgets 预算查询: the unit's confirmed ones of a year, and how each stands. */
export function Component() {
  const [query, setQuery] = useSearchParams();
  const thisYear = Number(dayOf(new Date()).slice(0, 4));
  const year = query.get("year") ?? String(thisYear);
  const name = query.get("name") ?? "";
  const pages = usePages(`${year} ${name}`);
  const list = useQuery(budgetList({ year, status: "confirmed", name, cursor: pages.cursor }));
  const years = [thisYear + 1, thisYear, thisYear - 1, thisYear - 2, thisYear - 3].map((one) => ({ value: String(one), label: `${one}年` }));
  const choose = (value: string) =>
    setQuery((old) => {
      const next = new URLSearchParams(old);
      next.set("year", value);
      return next;
    });
  return (
    <Page
      title="预算查询"
      actions={
        <>
          <Select aria-label="预算年份" options={years} value={year} onChange={choose} style={{ width: 110 }} />
          <SearchBox name="name" label="按预算名称查找" />
        </>
      }
    >
      <Listing
        label="预算"
        min={1080}
        columns={COLUMNS}
        keyOf={(budget) => budget.id}
        query={list}
        pages={pages}
        empty={name === "" ? `${year}年没有已确认的预算` : `${year}年没有名称含“${name}”的预算`}
      />
    </Page>
  );
}
