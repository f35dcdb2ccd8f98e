import { CheckCircleOutlined, ExclamationCircleOutlined } from "@ant-design/icons";

import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import css from "@/features/budgets/adjust/Adjust.module.css";
import type { Total } from "@/features/budgets/adjust/form";
import { formatYuan, fromFen } from "@/lib/money";

/** Whether the money is the same before and after, source by source, to the fen. */
export function Totals({ totals }: { totals: Total[] }) {
  return (
    <Panel title="核对：各资金来源调出与调入应相等">
      <table className={css.totals}>
        <thead>
          <tr>
            <th>资金来源</th>
            <th className={css.amount}>调出（元）</th>
            <th className={css.amount}>调入（元）</th>
            <th>是否相等</th>
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.source}>
              <td>{total.label}</td>
              <td className={css.amount}>
                <Money yuan={total.taken} />
              </td>
              <td className={css.amount}>
                <Money yuan={total.given} />
              </td>
              <td>
                <Even left={total.left} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Even({ left }: { left: bigint }) {
  if (left === 0n) {
    return (
      <span style={{ color: "var(--good)" }}>
        <CheckCircleOutlined /> 相等
      </span>
    );
  }
  return (
    <span style={{ color: "var(--bad)" }}>
      <ExclamationCircleOutlined /> {left > 0n ? `还需调入 ${formatYuan(fromFen(left))} 元` : `多调入 ${formatYuan(fromFen(-left))} 元`}
    </span>
  );
}
