import { useMe } from "@/app/shell/SessionGate";
import { ClaimButton } from "@/features/tasks/Claim";
import { TaskTable } from "@/features/tasks/TaskTable";

/** What lies in one's pools 备案审核 待领取任务: what nobody has taken yet. What one took stands among one's own to-dos. */
export function Component() {
  const { pool } = useMe();
  return <TaskTable list="pool" title={pool ?? "待领取任务"} empty="没有待领取的任务" action={(todo) => <ClaimButton task={todo.id} />} />;
}
