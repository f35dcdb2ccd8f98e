import { ArrowRightOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { Money } from "@/components/Money";
import css from "@/features/budgets/Budget.module.css";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

type Adjustment = Schemas["AdjustmentView"];

/** Adjustments 预算调剂详情: the same money before and after. `budget` is the one whose page it is. */
export function Adjustments({ budget, adjustments, more }: { budget: string; adjustments: Adjustment[]; more: boolean }) {
  return (
    <>
      {adjustments.map((one) => (
        <article key={one.to} className={css.adjustment} aria-label={one.name}>
          <div className={css.adjustmentHead}>
            <b className="long">{one.to === budget ? one.name : <Link to={paths.budget(one.to)}>{one.name}</Link>}</b>
            {one.confirmed_at === null ? <Tag color="warning">待确认，金额已占用</Tag> : <Tag color="success">{formatInstant(one.confirmed_at)} 确认</Tag>}
            <span className="soft">
              {one.raiser.name} 于 {formatInstant(one.created_at)} 办理，调剂金额 <Money yuan={one.amount} strong unit />
            </span>
            {one.from !== budget && <Link to={paths.budget(one.from)}>查看原预算</Link>}
          </div>
          <p className="long soft" style={{ marginBottom: 8 }}>
            调剂理由：{one.reason}
          </p>
          <div className={css.sides}>
            <Parts title="调剂前" parts={one.before} />
            <ArrowRightOutlined className={css.arrow} aria-hidden />
            <Parts title="调剂后" parts={one.after} />
          </div>
        </article>
      ))}
      {more && <p className="faint">更早的预算调剂没有列出</p>}
    </>
  );
}

/** Items and sources with their amounts. */
export function Parts({ title, parts }: { title: string; parts: Adjustment["before"] }) {
  return (
    <div>
      <h3>{title}</h3>
      <table className={css.parts} aria-label={title}>
        <thead>
          <tr>
            <th>品目</th>
            <th>资金来源</th>
            <th className={css.amount}>金额（元）</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={`${part.line} ${part.source}`}>
              <td className="long">
                {part.item_name} <span className="faint">{part.item}</span>
              </td>
              <td>{part.source_label}</td>
              <td className={css.amount}>
                <Money yuan={part.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
