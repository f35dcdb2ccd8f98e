import type { TableColumnsType } from "antd";
import { Link } from "react-router";

import { Money } from "@/components/Money";
import { isOpen, offerOf } from "@/features/budgets/offers";
import type { Row } from "@/features/budgets/queries";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

/** Why a row can neither be confirmed nor deleted by the one who looks. */
export function barred(row: Row): string | null {
  if (isOpen(row, "confirm") || isOpen(row, "delete")) return null;
  return offerOf(row, "confirm")?.disabled ?? "您不能办理这项预算";
}

/** The columns of what is to be confirmed; what was refused says so in its row. */
export const columns = (refused: Map<string, string>): TableColumnsType<Row> => [
  {
    title: "预算名称",
    key: "name",
    render: (_, row) => (
      <>
        <Link to={paths.budget(row.id)} className="long">
          {row.name}
        </Link>
        <div className="faint long">{row.document_number}</div>
        {refused.has(row.id) && (
          <div className="long" style={{ color: "var(--bad)" }}>
            {refused.get(row.id)}
          </div>
        )}
      </>
    ),
  },
  { title: "来源", dataIndex: "origin_label", width: 90 },
  { title: "预算类型", dataIndex: "kind_label", width: 90 },
  {
    title: "处室",
    key: "department",
    width: 150,
    render: (_, row) => {
      const reason = barred(row);
      return (
        <>
          <span className="long">{row.department_name}</span>
          {reason !== null && <div className="faint">{reason}</div>}
        </>
      );
    },
  },
  { title: "经办人", key: "raiser", width: 100, render: (_, row) => <span className="long">{row.raiser.name}</span> },
  { title: "预算金额（元）", key: "amount", width: 172, align: "right", render: (_, row) => <Money yuan={row.amount} strong /> },
  { title: "新增时间", key: "at", width: 136, render: (_, row) => <span className="number">{formatInstant(row.created_at)}</span> },
];
