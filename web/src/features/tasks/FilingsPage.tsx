import { ClaimButton } from "@/features/tasks/Claim";
import { TaskTable } from "@/features/tasks/TaskTable";

/** The finance office's pool 备案审核: what nobody has taken yet. What one took stands among one's own to-dos. */
export function Component() {
  return <TaskTable list="pool" title="备案审核" empty="没有待领取的备案申请" action={(todo) => <ClaimButton task={todo.id} />} />;
}
