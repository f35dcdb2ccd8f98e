import { ClockCircleOutlined } from "@ant-design/icons";
import { Tag } from "antd";

import { now } from "@/lib/clock";
import { dayOf, dueIn, type Urgency } from "@/lib/dates";

const COLOUR: Record<Urgency, string> = { overdue: "error", today: "warning", soon: "processing", later: "default" };

/** The last day of a to-do 办理期限, and how near it is. */
export function DueTag({ due, provisional = false }: { due: string; provisional?: boolean }) {
  const { urgency, words } = dueIn(due, dayOf(now()));
  const note = provisional ? `${due}（该年节假日安排尚未公布，暂按周末推算）` : due;
  return (
    <Tag color={COLOUR[urgency]} icon={urgency === "overdue" ? <ClockCircleOutlined /> : undefined} title={note} style={{ marginInlineEnd: 0 }}>
      {words}
    </Tag>
  );
}
