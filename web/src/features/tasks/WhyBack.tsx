import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useEffect } from "react";

import { flowQuery, type Todo } from "@/features/tasks/queries";

/** Why a to-do came back 退回、不予备案、答复: the opinion of the step before it. */
export function WhyBack({ todo }: { todo: Todo }) {
  const flow = useInfiniteQuery({ ...flowQuery(todo.subject), enabled: todo.arrived?.came_back === true });
  const steps = flow.data?.steps ?? [];
  const at = steps.findIndex((step) => step.todo.id === todo.id);
  const before = steps[at - 1];
  // The step before may be the last one of an earlier page.
  const isBeyond = at === 0 && flow.hasNextPage && !flow.isFetching;
  const { fetchNextPage } = flow;
  useEffect(() => {
    if (isBeyond) void fetchNextPage();
  }, [isBeyond, fetchNextPage]);
  if (!todo.arrived?.came_back || !before?.opinion) return null;
  return <Alert type="warning" style={{ marginTop: 8 }} title={`${todo.arrived.label}意见`} description={<span className="long" style={{ whiteSpace: "pre-wrap" }}>{before.opinion}</span>} />;
}
