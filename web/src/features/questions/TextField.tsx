import { Input } from "antd";

import { Field } from "@/components/form/Field";
import css from "@/features/questions/Question.module.css";

interface TextProps {
  label: string;
  value: string | null | undefined;
  onChange: (value: string | null) => void;
  most: number;
  must?: boolean;
  /** Lines of the box; one is a plain field. */
  rows?: number;
  type?: "date";
  fault?: string | undefined;
  hint?: string;
}

/** A field of text; empty is `null`. */
export function TextField({ label, value, onChange, most, must = true, rows = 1, type, fault, hint }: TextProps) {
  const changed = (text: string) => onChange(text === "" ? null : text);
  return (
    <Field label={label} must={must} hint={hint} fault={fault} className={rows > 1 ? css.wide : undefined}>
      {(own) =>
        rows > 1 ? (
          <Input.TextArea {...own} value={value ?? ""} onChange={(event) => changed(event.target.value)} rows={rows} maxLength={most} showCount style={{ marginBottom: 18 }} />
        ) : (
          <Input {...own} value={value ?? ""} onChange={(event) => changed(event.target.value)} maxLength={most} {...(type && { type })} />
        )
      }
    </Field>
  );
}

/** Blanks alone are nothing. */
export const filled = (text: string | null) => (text === null || text.trim() === "" ? null : text);
