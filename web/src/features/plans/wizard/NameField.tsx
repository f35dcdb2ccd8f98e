import { Input, type InputRef } from "antd";
import { useId, type Ref } from "react";

import css from "@/features/plans/wizard/Wizard.module.css";

interface NameProps {
  ref?: Ref<InputRef>;
  value: string;
  faults: string[];
  onChange: (name: string) => void;
  autoFocus?: boolean;
}

/** The name of the plan 计划名称. */
export function NameField({ ref, value, faults, onChange, autoFocus = false }: NameProps) {
  const id = useId();
  return (
    <div className={css.name}>
      <label htmlFor={id} className={css.label}>
        <span className={css.must}>*</span>计划名称
      </label>
      <Input
        ref={ref}
        id={id}
        value={value}
        maxLength={60}
        showCount
        autoFocus={autoFocus}
        autoComplete="off"
        placeholder="例如：2026年公共机房计算机更新"
        aria-required
        aria-invalid={faults.length > 0}
        aria-describedby={faults.length > 0 ? `${id}told` : undefined}
        status={faults.length > 0 ? "error" : ""}
        onChange={(event) => onChange(event.target.value)}
      />
      {faults.length > 0 && (
        <p id={`${id}told`} role="alert" className={css.fault}>
          {faults.join("；")}
        </p>
      )}
    </div>
  );
}
