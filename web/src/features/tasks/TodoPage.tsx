import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";

import { ClaimButton } from "@/features/tasks/Claim";
import { todoList } from "@/features/tasks/queries";
import { TaskTable } from "@/features/tasks/TaskTable";
import { useAddress } from "@/lib/useAddress";

const MINE = { value: "mine", label: "全部", empty: "没有待办任务" } as const;
const BACK = { value: "back", label: "退回、答复给我的", empty: "没有退回或答复给您的任务" } as const;
const POOL = { value: "pool", label: "待领取", empty: "没有待领取的任务" } as const;

/** To do 待办任务, by due day: all of mine, what came back to me, or what waits to be taken where one belongs to a pool. */
export function Component() {
  const address = useAddress();
  const { data } = useQuery(todoList({}));
  const pool = data?.counts.pool ?? null;
  const views = pool === null ? [MINE, BACK] : [MINE, BACK, POOL];
  const view = views.find(({ value }) => value === address.of("list")) ?? MINE;
  const choose = (value: string) => address.set({ list: value, sort: "" }, { replace: true });
  const options = views.map(({ value, label }) => ({ value, label: value === "pool" && pool ? `${label} ${pool > 999 ? "999+" : pool}` : label }));
  return (
    <TaskTable
      key={view.value}
      list={view.value}
      title="待办任务"
      empty={view.empty}
      choice={<Segmented aria-label="显示哪些任务" options={options} value={view.value} onChange={choose} />}
      {...(view.value === "pool" && { action: (todo) => <ClaimButton task={todo.id} /> })}
    />
  );
}
