import type { Plan } from "@/features/plans/queries";
import { capital } from "@/features/plans/wizard/capital";
import css from "@/features/plans/wizard/Sheet.module.css";
import { formatInstant } from "@/lib/dates";
import { formatYuan } from "@/lib/money";

/** The plan as it will be printed 计划预览. */
export function Sheet({ plan }: { plan: Plan }) {
  return (
    <article className={css.sheet} aria-label="计划预览">
      <h2>政府采购计划</h2>
      <p className={css.unit}>{plan.unit_name}</p>
      <table className={css.table}>
        <tbody>
          <tr>
            <th scope="row" style={{ width: "16%" }}>计划名称</th>
            <td colSpan={3}>{plan.name}</td>
          </tr>
          <tr>
            <th scope="row">需求处室</th>
            <td>{plan.department_name}</td>
            <th scope="row" style={{ width: "16%" }}>经办人</th>
            <td>{plan.raiser.name}</td>
          </tr>
          <tr>
            <th scope="row">预算年份</th>
            <td>{plan.year ?? "—"}</td>
            <th scope="row">明细项数</th>
            <td>{plan.lines.length} 项</td>
          </tr>
          <tr>
            <th scope="row">计划金额</th>
            <td colSpan={3}>
              <b className="number">{formatYuan(plan.amount)} 元</b>　（人民币{capital(plan.amount)}）
            </td>
          </tr>
        </tbody>
      </table>
      <h3>采购清单</h3>
      <Lines lines={plan.lines} amount={plan.amount} />
      <h3>附件</h3>
      {plan.attachments.length === 0 ? (
        <p className="soft">无</p>
      ) : (
        <ol className={css.files}>
          {plan.attachments.map((upload) => (
            <li key={upload.id} className="long">
              {upload.name}
            </li>
          ))}
        </ol>
      )}
      {plan.warnings.length > 0 && (
        <>
          <h3>预警</h3>
          <ul>
            {plan.warnings.map(({ field, message }) => (
              <li key={`${field} ${message}`} style={{ color: "var(--warn)" }}>
                第{lineOf(field)}行：{message}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={css.foot}>
        <span>编制时间：{formatInstant(plan.created_at)}</span>
        <span>最近修改：{formatInstant(plan.updated_at)}</span>
      </p>
    </article>
  );
}

/** `lines[0].quantity` is of line 1. */
const lineOf = (field: string) => Number(/\d+/.exec(field)?.[0] ?? 0) + 1;

function Lines({ lines, amount }: Pick<Plan, "lines" | "amount">) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th style={{ width: "7%" }}>序号</th>
          <th>品目、参数及使用预算</th>
          <th className={css.right} style={{ width: "24%" }}>单价（元）</th>
          <th className={css.right} style={{ width: "11%" }}>数量</th>
          <th className={css.right} style={{ width: "24%" }}>总金额（元）</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.number}>
            <td>{line.number}</td>
            <td>
              {line.item_name} <span className="faint">{line.item}</span>
              {line.parameters !== "" && <div className={css.parameters}>{line.parameters}</div>}
              <div className="faint">
                预算：{line.budget_name}（第{line.budget_line}条明细）
              </div>
            </td>
            <td className={css.figure}>{formatYuan(line.unit_price)}</td>
            <td className={css.figure}>
              {line.quantity} {line.measure}
            </td>
            <td className={css.figure}>{formatYuan(line.total)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th colSpan={4} className={css.right}>
            合计
          </th>
          <td className={css.figure}>
            <b>{formatYuan(amount)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
