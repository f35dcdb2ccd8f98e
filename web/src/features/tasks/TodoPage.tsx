import { Segmented } from "antd";
import { useSearchParams } from "react-router";

import { TaskTable } from "@/features/tasks/TaskTable";

const ALL = "全部";
const BACK = "退回、答复给我的";

/** To do 待办任务, by due day; or only what came back to me. */
export function Component() {
  const [search, setSearch] = useSearchParams();
  const back = search.get("list") === "back";
  const choose = (chosen: string) =>
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        next.delete("sort");
        next.delete("list");
        if (chosen === BACK) next.set("list", "back");
        return next;
      },
      { replace: true },
    );
  return (
    <TaskTable
      key={back ? "back" : "mine"}
      list={back ? "back" : "mine"}
      title="待办任务"
      empty={back ? "没有退回或答复给您的任务" : "没有待办任务"}
      choice={<Segmented aria-label="显示哪些任务" options={[ALL, BACK]} value={back ? BACK : ALL} onChange={choose} />}
    />
  );
}
