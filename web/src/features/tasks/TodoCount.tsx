import { useQuery } from "@tanstack/react-query";
import { Badge } from "antd";

import { todoList } from "@/features/tasks/queries";

/** How many to-dos there are, beside the menu's entry. */
export function TodoCount({ pool = false }: { pool?: boolean }) {
  const { data } = useQuery(todoList({}));
  const count = pool ? (data?.counts.pool ?? 0) : (data?.counts.mine ?? 0);
  if (count === 0) return null;
  return <Badge count={count} overflowCount={999} style={{ marginLeft: "auto" }} title={`${count > 999 ? "999+" : count} 件`} />;
}
