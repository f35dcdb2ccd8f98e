import { formatYuan } from "@/lib/money";

/** An amount in yuan, its digits under one another. */
export function Money({ yuan, strong = false, unit = false }: { yuan: string; strong?: boolean; unit?: boolean }) {
  return (
    <span className="number" style={strong ? { fontWeight: 600 } : undefined}>
      {formatYuan(yuan)}
      {unit && " 元"}
    </span>
  );
}
