import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Select } from "antd";
import { useState } from "react";

import { ListPage } from "@/components/ListPage";
import { Money } from "@/components/Money";
import { SaveButton } from "@/components/SaveButton";
import { TroubleAlert } from "@/components/TroubleAlert";
import { useBatch, type BatchAct, type Outcomes } from "@/features/budgets/acts";
import { ask } from "@/features/budgets/confirmation/ask";
import { barred, columns } from "@/features/budgets/confirmation/columns";
import css from "@/features/budgets/confirmation/Confirmation.module.css";
import { Ended, Running } from "@/features/budgets/confirmation/Outcome";
import { isOpen, offerOf } from "@/features/budgets/offers";
import { allUnconfirmed, budgetList, type Row } from "@/features/budgets/queries";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/dates";
import { sum } from "@/lib/money";
import { useAddress } from "@/lib/useAddress";
import { usePages } from "@/lib/usePages";

interface Told {
  act: BatchAct;
  outcomes: Outcomes;
}

/** Confirm budgets 预算确认: one, several or all that were looked for; only confirmed ones can be planned on. */
export function Component() {
  const address = useAddress();
  const thisYear = Number(dayOf(now()).slice(0, 4));
  const year = address.of("year") || String(thisYear);
  const name = address.of("name");
  const pages = usePages(`${year} ${name}`);
  const list = useQuery(budgetList({ year, status: "unconfirmed", name, cursor: pages.cursor }));
  const [chosen, setChosen] = useState<Row[]>([]);
  const [told, setTold] = useState<Told>();
  const { modal } = App.useApp();
  const end = (act: BatchAct, outcomes: Outcomes) => {
    setTold({ act, outcomes });
    setChosen(outcomes.filter(({ again }) => again === true).map(({ one }) => one));
  };
  const batch = useBatch(end);
  const begin = (act: BatchAct, rows: Row[]) => {
    setTold(undefined);
    const able = rows.filter((row) => isOpen(row, act));
    const unable = rows.filter((row) => !isOpen(row, act)).map((one) => ({ one, refused: offerOf(one, act)?.disabled ?? "不能办理" }));
    modal.confirm(ask(act, rows, () => batch.run({ act, budgets: able, unable })));
  };
  const all = useMutation({ mutationFn: () => allUnconfirmed(year, name), onSuccess: (rows) => begin("confirm", rows.filter((row) => barred(row) === null)) });

  const choose = (value: string) => {
    setChosen([]);
    setTold(undefined);
    address.set({ year: value });
  };
  const refused = new Map(told?.outcomes.flatMap(({ one, refused: reason }) => (reason === null ? [] : [[one.id, reason]])));
  const busy = batch.progress !== undefined || all.isPending;
  const may = (act: BatchAct) => !busy && chosen.some((row) => isOpen(row, act));
  const years = [thisYear + 1, thisYear, thisYear - 1].map((one) => ({ value: String(one), label: `${one}年` }));
  const count = chosen.length === 0 ? "" : ` ${chosen.length} 项`;
  return (
    <ListPage
      title="预算确认"
      before={<Select aria-label="预算年份" options={years} value={year} onChange={choose} style={{ width: 110 }} />}
      search={{ name: "name", label: "按预算名称查找", width: 200 }}
      after={
        <>
          <SaveButton path={`/api/exports/budgets?${new URLSearchParams({ year, status: "unconfirmed", ...(name && { name }) }).toString()}`} name={`待确认预算-${year}.xlsx`}>导出 Excel</SaveButton>
          <Button danger disabled={!may("delete")} onClick={() => begin("delete", chosen)}>
            删除所选
          </Button>
          <Button disabled={busy || !list.data?.items.some((row) => isOpen(row, "confirm"))} loading={all.isPending} onClick={() => all.mutate()}>
            全部确认
          </Button>
          <Button type="primary" disabled={!may("confirm")} onClick={() => begin("confirm", chosen)}>
            确认所选{count}
          </Button>
        </>
      }
      label="待确认的预算"
      min={1040}
      columns={columns(refused)}
      keyOf={(budget) => budget.id}
      query={list}
      pages={pages}
      chosen={chosen}
      onChoose={setChosen}
      barred={barred}
      empty={name === "" ? `${year}年没有待确认的预算` : `${year}年没有名称含“${name}”的待确认预算`}
    >
      {all.isError && <TroubleAlert error={all.error} />}
      {batch.progress && batch.act && <Running act={batch.act} progress={batch.progress} />}
      {told && <Ended act={told.act} outcomes={told.outcomes} onClose={() => setTold(undefined)} />}
      {chosen.length > 0 && (
        <p className={`soft ${css.chosen}`} role="status">
          已选 {chosen.length} 项，合计 <Money yuan={sum(chosen.map((budget) => budget.amount)) ?? ""} unit strong />
        </p>
      )}
    </ListPage>
  );
}
