import type { ReactNode } from "react";

import css from "@/components/form/Form.module.css";
import stateCss from "@/components/form/SaveState.module.css";
import type { Faults } from "@/lib/form/faults";
import { troubleOf, type Saving } from "@/lib/form/saving";

/** Below a long form, always in view: how far it is saved, what it sums up to, and what one can do. */
export function Foot({ state, sum, children }: { state: ReactNode; sum: ReactNode; children: ReactNode }) {
  return (
    <footer className={css.foot}>
      {state}
      <span className={css.sum}>{sum}</span>
      {children}
    </footer>
  );
}

interface ClickProps {
  saving: Saving;
  faults: Faults;
  /** What is said while nothing is wrong. */
  otherwise: string;
  /** What is not done when it fails. */
  act?: string;
  /** The fault that is told before the number of them all. */
  first?: string | undefined;
}

/** How far a form is that is sent by a click: what refused it, how much is to be mended. */
export function ClickState({ saving, faults, otherwise, act = "提交", first }: ClickProps) {
  const trouble = troubleOf(saving);
  const count = Object.keys(faults).length;
  const wrong = trouble ? `没有${act}：${faults[""] ?? trouble.title}` : count > 0 ? (first ?? `还有 ${count} 处需要填写或修改`) : undefined;
  return (
    <span role="status" className={`${stateCss.state} ${wrong === undefined ? "" : stateCss.failed}`}>
      {wrong ?? otherwise}
    </span>
  );
}
