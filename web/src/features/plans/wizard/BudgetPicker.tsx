import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";

import { Answer } from "@/components/Answer";
import gridCss from "@/components/grid/Grid.module.css";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { ShareBar } from "@/components/ShareBar";
import { Nothing } from "@/components/States";
import { SearchInput } from "@/components/typed/Text";
import { Wide } from "@/components/Wide";
import { sharesOf } from "@/features/plans/wizard/Balances";
import { budgetQuery, fundId, plannable, type Budget, type Fund } from "@/features/plans/wizard/queries";
import css from "@/features/plans/wizard/Wizard.module.css";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/dates";
import { usePages } from "@/lib/usePages";

interface PickerProps {
  /** How many lines of the plan draw on each line of a budget. */
  used: Map<string, number>;
  onAdd: (fund: Fund) => void;
}

/** The unit's budgets with what is left of them; each of their lines can be taken into the plan. */
export function BudgetPicker({ used, onAdd }: PickerProps) {
  const thisYear = Number(dayOf(now()).slice(0, 4));
  const [year, setYear] = useState(String(thisYear));
  const [name, setName] = useState("");
  const pages = usePages(`${year} ${name}`);
  const list = useQuery(plannable({ year, name, cursor: pages.cursor }));
  const years = [thisYear + 1, thisYear, thisYear - 1].map((one) => ({ value: String(one), label: `${one}年` }));
  return (
    <Panel
      title="选择采购预算"
      flush
      extra={
        <>
          <Select aria-label="预算年份" options={years} value={year} onChange={setYear} style={{ width: 110 }} />
          <SearchInput label="按预算名称查找" width={260} onSearch={setName} />
        </>
      }
    >
      <Answer query={list}>
        {({ items, next }) =>
          items.length === 0 && next === null ? (
            <Nothing>{name === "" ? `${year}年没有已确认的预算` : `${year}年没有名称含“${name}”的预算`}</Nothing>
          ) : (
            <>
              <ul className={css.budgets}>
                {items.map((budget) => (
                  <One key={budget.id} budget={budget} open={items.length === 1} used={used} onAdd={onAdd} />
                ))}
              </ul>
              <Pager pages={pages} next={next} />
            </>
          )
        }
      </Answer>
    </Panel>
  );
}

function One({ budget, open: alone, used, onAdd }: { budget: Budget; open: boolean } & PickerProps) {
  const [chosen, setOpen] = useState<boolean>();
  const open = chosen ?? alone;
  const taken = [...used].filter(([id]) => id.startsWith(`${budget.id}/`)).reduce((sum, [, count]) => sum + count, 0);
  return (
    <li>
      <button type="button" className={css.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="long">
          <span className={css.arrow}>{open ? <DownOutlined /> : <RightOutlined />}</span>
          {budget.name}
          {taken > 0 && <b style={{ color: "var(--accent)" }}>　已加入 {taken} 行</b>}
          <span className="faint" style={{ display: "block" }}>
            {budget.department_name} · {budget.kind_label} · {budget.document_number}
          </span>
        </span>
        {budget.balance && <ShareBar total={budget.amount} shares={sharesOf(budget.balance)} figures={false} />}
        <span>
          {budget.balance && <Money yuan={budget.balance.free} strong unit />}
          <span className="faint" style={{ display: "block" }}>
            可用
          </span>
        </span>
      </button>
      {open && (
        <div className={css.inner}>
          <Lines budget={budget.id} used={used} onAdd={onAdd} />
        </div>
      )}
    </li>
  );
}

function Lines({ budget, used, onAdd }: { budget: string } & PickerProps) {
  const query = useQuery(budgetQuery(budget));
  return (
    <Answer query={query} rows={2}>
      {(data) => (
        <Wide label={`${data.name}的明细`} min={820}>
          <table className={gridCss.grid}>
            <thead>
              <tr>
                <th>品目</th>
                <th className={gridCss.right} style={{ width: 220 }}>预算单价 × 数量</th>
                <th className={gridCss.right} style={{ width: 170 }}>预算金额（元）</th>
                <th className={gridCss.right} style={{ width: 170 }}>可用（元）</th>
                <th style={{ width: 150 }}>操作</th>
              </tr>
            </thead>
            <tbody>
              {data.lines.map((line) => {
                const count = used.get(fundId(budget, line.number)) ?? 0;
                return (
                  <tr key={line.number}>
                    <td className={gridCss.fixed}>
                      <span className="long">{line.item_name}</span> <span className="faint">{line.item}</span>
                      {line.needs_descendant && <div className="faint">计划须选用其下级品目</div>}
                    </td>
                    <td className={`${gridCss.fixed} ${gridCss.right}`}>
                      <Money yuan={line.unit_price} /> × {line.quantity} {line.measure}
                    </td>
                    <td className={`${gridCss.fixed} ${gridCss.right}`}>
                      <Money yuan={line.amount} />
                    </td>
                    <td className={`${gridCss.fixed} ${gridCss.right}`}>{line.balance && <Money yuan={line.balance.free} strong />}</td>
                    <td className={gridCss.fixed}>
                      <Button
                        size="small"
                        type={count === 0 ? "primary" : "default"}
                        ghost={count === 0}
                        aria-label={`${count === 0 ? "选用" : "再加一行"} ${line.item_name}`}
                        onClick={() => onAdd({ id: fundId(budget, line.number), budget: data, line })}
                      >
                        {count === 0 ? "选用" : "再加一行"}
                      </Button>
                      {count > 0 && <span className="soft"> 已 {count} 行</span>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Wide>
      )}
    </Answer>
  );
}
