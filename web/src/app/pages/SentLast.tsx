import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { useMe } from "@/app/shell/SessionGate";
import { flowQuery, taskQuery } from "@/features/tasks/queries";
import { SentActions } from "@/features/tasks/SentActions";

/** What whoever sent a subject last may still do about it, right here: take it back 撤回, ask for haste 催办. */
export function SentLast({ subject }: { subject: string }) {
  const me = useMe();
  const flow = useInfiniteQuery(flowQuery(subject));
  const mine = flow.data?.steps.filter((step) => step.ended?.by.id === me.person).at(-1)?.todo.id;
  const task = useQuery({ ...taskQuery(mine ?? ""), enabled: mine !== undefined });
  if (!task.data) return null;
  const { todo, withdrawable, remindable, handable } = task.data;
  return <SentActions task={todo.id} kind={todo.kind} title={todo.title} withdrawable={withdrawable} remindable={remindable} handable={handable} />;
}
