import type { ModalFuncProps } from "antd";

import { Money } from "@/components/Money";
import type { BatchAct } from "@/features/budgets/acts";
import css from "@/features/budgets/confirmation/Confirmation.module.css";
import { isOpen } from "@/features/budgets/offers";
import type { Row } from "@/features/budgets/queries";
import { formatYuan, sum } from "@/lib/money";

const WORDS: Record<BatchAct, { verb: string; effect: string; derived: (count: number) => string }> = {
  confirm: {
    verb: "确认",
    effect: "确认后即可用于编制计划。新增的预算在被使用之前还可以撤销。",
    derived: (count) => `其中 ${count} 项由别的预算调剂或结转而来，确认后金额即从原预算转出。`,
  },
  delete: {
    verb: "删除",
    effect: "删除后不能恢复。",
    derived: (count) => `其中 ${count} 项是预算调剂：删除后占用的金额退回原预算，原预算恢复如前。`,
  },
};

export const verbOf = (act: BatchAct) => WORDS[act].verb;

/** Says what will happen before it happens. */
export function ask(act: BatchAct, chosen: Row[], onOk: () => void): ModalFuncProps {
  const { verb, effect, derived } = WORDS[act];
  const able = chosen.filter((row) => isOpen(row, act));
  const from = able.filter((row) => row.from !== null).length;
  return {
    title: `${verb} ${able.length} 项预算，合计 ${formatYuan(sum(able.map(({ amount }) => amount)) ?? "")} 元？`,
    width: 560,
    icon: null,
    okText: verb,
    cancelText: "取消",
    okButtonProps: act === "delete" ? { danger: true } : {},
    content: (
      <div className={css.ask}>
        <p>{effect}</p>
        {from > 0 && <p>{derived(from)}</p>}
        {able.length < chosen.length && <p className={css.bad}>{`另有 ${chosen.length - able.length} 项不能${verb}，将保持原样，原因会写在各行。`}</p>}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
        <ul tabIndex={0} aria-label={`将${verb}的预算`}>
          {able.map((row) => (
            <li key={row.id}>
              <span className="long">{row.name}</span>
              <Money yuan={row.amount} />
            </li>
          ))}
        </ul>
      </div>
    ),
    onOk,
  };
}
