import { Input, type InputRef } from "antd";
import type { Ref } from "react";

import { Field } from "@/components/form/Field";
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
  return (
    <Field label="计划名称" className={css.name} fault={faults.length > 0 ? faults.join("；") : undefined}>
      {(own) => (
        <Input
          {...own}
          ref={ref}
          value={value}
          maxLength={60}
          showCount
          autoFocus={autoFocus}
          autoComplete="off"
          placeholder="例如：2026年公共机房计算机更新"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
