import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";

import { Listing } from "@/components/Listing";
import { Money } from "@/components/Money";
import { Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";
import { useConfirmation, type Confirmed } from "@/features/budgets/confirm";
import { budgetList, type Budget } from "@/features/budgets/queries";
import { dayOf, formatInstant } from "@/lib/dates";
import { sum } from "@/lib/money";
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
  { title: "处室", key: "department", width: 150, render: (_, budget) => <span className="long">{budget.department_name}</span> },
  { title: "经办人", key: "raiser", width: 100, render: (_, budget) => <span className="long">{budget.raiser.name}</span> },
  { title: "预算金额（元）", key: "amount", width: 172, align: "right", render: (_, budget) => <Money yuan={budget.amount} strong /> },
  { title: "新增时间", key: "at", width: 136, render: (_, budget) => <span className="number">{formatInstant(budget.created_at)}</span> },
];

/** Confirm budgets 预算确认: one, several or all that are shown; only confirmed ones can be planned on. */
export function Component() {
  const [query, setQuery] = useSearchParams();
  const thisYear = Number(dayOf(new Date()).slice(0, 4));
  const year = query.get("year") ?? String(thisYear);
  const name = query.get("name") ?? "";
  const pages = usePages(`${year} ${name}`);
  const list = useQuery(budgetList({ year, status: "unconfirmed", name, cursor: pages.cursor }));
  const [chosen, setChosen] = useState<Budget[]>([]);
  const [refused, setRefused] = useState<Confirmed["refused"]>([]);
  const { message } = App.useApp();
  const shown = list.data?.items ?? [];
  const act = useConfirmation(({ done, refused: left }) => {
    setRefused(left);
    setChosen(left.map(({ budget }) => budget));
    if (done > 0) void message.success(`已确认${done}项预算`);
  });
  const years = [thisYear + 1, thisYear, thisYear - 1].map((one) => ({ value: String(one), label: `${one}年` }));
  const choose = (value: string) => {
    setChosen([]);
    setQuery((old) => {
      const next = new URLSearchParams(old);
      next.set("year", value);
      return next;
    });
  };
  return (
    <Page
      title="预算确认"
      actions={
        <>
          <Select aria-label="预算年份" options={years} value={year} onChange={choose} style={{ width: 110 }} />
          <SearchBox name="name" label="按预算名称查找" width={240} />
          <Button disabled={shown.length === 0 || act.isPending} onClick={() => act.mutate(shown)}>
            确认本页全部
          </Button>
          <Button type="primary" disabled={chosen.length === 0} loading={act.isPending} onClick={() => act.mutate(chosen)}>
            {chosen.length === 0 ? "确认所选" : `确认所选 ${chosen.length} 项`}
          </Button>
        </>
      }
    >
      {refused.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          style={{ marginBottom: 12 }}
          title="以下预算没有确认"
          description={refused.map(({ budget, title }) => (
            <p key={budget.id} className="long">
              {budget.name}：{title}
            </p>
          ))}
        />
      )}
      {chosen.length > 0 && (
        <p className="soft" style={{ marginBottom: 8 }}>
          已选 {chosen.length} 项，合计 <Money yuan={sum(chosen.map((budget) => budget.amount)) ?? ""} unit strong />
        </p>
      )}
      <Listing
        label="待确认的预算"
        min={960}
        columns={COLUMNS}
        keyOf={(budget) => budget.id}
        query={list}
        pages={pages}
        chosen={chosen}
        onChoose={setChosen}
        empty={name === "" ? `${year}年没有待确认的预算` : `${year}年没有名称含“${name}”的待确认预算`}
      />
    </Page>
  );
}
