import { Alert, Progress as Bar } from "antd";

import type { BatchAct, Outcomes } from "@/features/budgets/acts";
import type { Progress } from "@/features/budgets/batch";
import { verbOf } from "@/features/budgets/confirmation/ask";
import css from "@/features/budgets/confirmation/Confirmation.module.css";

/** How far it is. */
export function Running({ act, progress: { done, of } }: { act: BatchAct; progress: Progress }) {
  return (
    <div className={css.progress}>
      <span role="status">{`正在${verbOf(act)}：${done} / ${of}`}</span>
      <Bar percent={of === 0 ? 0 : Math.floor((done / of) * 100)} size="small" aria-label={`${verbOf(act)}进度`} />
    </div>
  );
}

/** What became of them: how many were done, and each that was not, with its reason. */
export function Ended({ act, outcomes, onClose }: { act: BatchAct; outcomes: Outcomes; onClose: () => void }) {
  const left = outcomes.filter(({ refused }) => refused !== null);
  const done = outcomes.length - left.length;
  const verb = verbOf(act);
  if (left.length === 0) return <Alert className={css.told} type="success" showIcon role="status" title={`已${verb} ${done} 项预算`} closable={{ onClose }} />;
  return (
    <Alert
      className={css.told}
      type={done === 0 ? "error" : "warning"}
      showIcon
      role="alert"
      closable={{ onClose }}
      title={`已${verb} ${done} 项，${left.length} 项没有${verb}`}
      description={
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <ul tabIndex={0} aria-label={`没有${verb}的预算`}>
          {left.map(({ one, refused }) => (
            <li key={one.id} className="long">
              {one.name}：{refused}
            </li>
          ))}
        </ul>
      }
    />
  );
}
