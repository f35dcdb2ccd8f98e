import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link } from "react-router";

import { useMe } from "@/app/shell/SessionGate";
import css from "@/app/workbench/Workbench.module.css";
import { Page } from "@/components/Page";
import { Execution } from "@/features/budgets/Execution";
import { MyPlans } from "@/features/plans/MyPlans";
import { CameBack } from "@/features/tasks/CameBack";
import { todoList } from "@/features/tasks/queries";
import { RecentlyDone } from "@/features/tasks/RecentlyDone";
import { TodoByDay } from "@/features/tasks/TodoByDay";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/dates";
import { paths } from "@/lib/paths";

/** The workbench 工作台: what waits for me, where mine is, and how the budget stands. */
export function Component() {
  const { operations, pool } = useMe();
  const { data: todo } = useQuery({ ...todoList({ list: "mine" }), enabled: operations.includes("list_todo") });
  // What a department has to take over is seen while there is any.
  const pooled = pool !== null || (todo?.counts.pool ?? 0) > 0;
  const may = (operation: string) => operations.includes(operation);
  const today = dayOf(now());
  return (
    <Page
      title="工作台"
      aside={<span className="faint number">{today}</span>}
      actions={
        <>
          {may("create_plan") && (
            <Link to={paths.newPlan}>
              <Button type="primary">新增计划</Button>
            </Link>
          )}
          {may("raise_question") && (
            <Link to={paths.newQuestion}>
              <Button type="primary">提出质疑</Button>
            </Link>
          )}
        </>
      }
    >
      <div className={css.columns}>
        <div className={css.column}>
          {may("list_todo") && <TodoByDay list="mine" title="我的待办" empty="没有待办任务" more={paths.todo} />}
          {pooled && <TodoByDay list="pool" title={pool ?? "待领取任务"} empty="没有待领取的任务" more={paths.pool} />}
          {may("list_todo") && <CameBack />}
          {may("list_done") && <RecentlyDone />}
        </div>
        <div className={css.column}>
          {may("create_plan") && <MyPlans />}
          {may("list_budgets") && <Execution year={today.slice(0, 4)} />}
        </div>
      </div>
    </Page>
  );
}
