import type { InputRef } from "antd";
import type { Ref } from "react";

import { TextField } from "@/components/form/TextField";
import css from "@/features/plans/wizard/Wizard.module.css";
import { NAME } from "@/lib/limits";

interface NameProps {
  ref?: Ref<InputRef>;
  value: string;
  faults: string[];
  onChange: (name: string) => void;
  autoFocus?: boolean;
}

/** The name of the plan 计划名称. */
export function NameField({ ref, value, faults, onChange, autoFocus = false }: NameProps) {
  return (
    <TextField
      {...(ref && { ref })}
      label="计划名称"
      className={css.name}
      value={value}
      most={NAME}
      counted
      fault={faults.length > 0 ? faults.join("；") : undefined}
      autoFocus={autoFocus}
      placeholder="例如：2026年公共机房计算机更新"
      onText={onChange}
    />
  );
}
