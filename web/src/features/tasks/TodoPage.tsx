import { TaskTable } from "@/features/tasks/TaskTable";

/** To do 待办任务, by due day. */
export function Component() {
  return <TaskTable list="mine" title="待办任务" empty="没有待办任务" />;
}
