import { useQuery } from "@tanstack/react-query";
import { Badge } from "antd";

import { todoList } from "@/features/tasks/queries";

/** How many to-dos there are, one's own and those that wait to be taken, beside the menu's entry. */
export function TodoCount() {
  const { data } = useQuery(todoList({}));
  const count = (data?.counts.mine ?? 0) + (data?.counts.pool ?? 0);
  if (count === 0) return null;
  return <Badge count={count} overflowCount={999} style={{ marginLeft: "auto" }} title={`${count > 999 ? "999+" : count} 件`} />;
}
