import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { Answer } from "@/components/Answer";
import { Panel } from "@/components/Page";
import { ShareBar } from "@/components/ShareBar";
import { Nothing } from "@/components/States";
import css from "@/features/budgets/Execution.module.css";
import { allBudgets, shares, summed, type Budget } from "@/features/budgets/queries";
import { shortYuan } from "@/lib/money";
import { paths } from "@/lib/paths";

const SHOWN = 6;

/** The unit's budget execution at a glance 预算执行. */
export function Execution({ year }: { year: string }) {
  const budgets = useQuery(allBudgets(year));
  return (
    <Panel title={`${year}年预算执行`} extra={<Link to={paths.budgets}>全部</Link>}>
      <Answer query={budgets} rows={4}>
        {({ items, more }) => {
          if (items.length === 0) return <Nothing>本年度还没有已确认的预算</Nothing>;
          const total = summed(items);
          return (
            <>
              <p className={css.total}>
                <strong className="number">{shortYuan(total.amount)}</strong>
                <span className="faint">
                  共{items.length}项预算{more && "（仅统计最近的部分）"}
                </span>
              </p>
              <ShareBar total={total.amount} shares={shares(total.balance)} />
              <ul className={css.budgets}>
                {items.slice(0, SHOWN).map((budget) => (
                  <One key={budget.id} budget={budget} />
                ))}
              </ul>
            </>
          );
        }}
      </Answer>
    </Panel>
  );
}

function One({ budget }: { budget: Budget }) {
  return (
    <li>
      <Link to={paths.budget(budget.id)} className={css.name} title={budget.name}>
        {budget.name}
      </Link>
      <span className="number soft">{shortYuan(budget.amount)}</span>
      {budget.balance && (
        <div className={css.bar}>
          <ShareBar total={budget.amount} shares={shares(budget.balance)} figures={false} />
        </div>
      )}
    </li>
  );
}
