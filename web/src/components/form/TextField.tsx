import type { InputRef } from "antd";
import type { Ref } from "react";

import { Field } from "@/components/form/Field";
import { TextBox, TextInput } from "@/components/typed/Text";
import { overlong } from "@/lib/text";

interface TextFieldProps {
  ref?: Ref<InputRef>;
  label: string;
  value: string;
  onText: (text: string) => void;
  /** Most characters; what is longer is kept and told. */
  most: number;
  /** Whether it is counted from the beginning; a box always is. */
  counted?: boolean;
  /** Lines of the box; one is a plain field. */
  rows?: number | { minRows: number; maxRows: number };
  must?: boolean;
  type?: "date";
  fault?: string | undefined;
  hint?: string | undefined;
  placeholder?: string;
  autoFocus?: boolean;
  className?: string | undefined;
}

/** A labelled field of text that says what is too long, and what else is wrong. */
export function TextField({ ref, label, value, onText, most, counted = false, rows = 1, must = true, type, fault, hint, placeholder, autoFocus = false, className }: TextFieldProps) {
  const shown = { value, onText, most, placeholder };
  const size = typeof rows === "number" ? { rows } : { autoSize: rows };
  return (
    <Field label={label} must={must} hint={hint} fault={overlong(value, most) ?? fault} className={className}>
      {(own) =>
        rows === 1 ? (
          <TextInput {...own} {...shown} {...(ref && { ref })} {...(type && { type })} counted={counted} autoFocus={autoFocus} />
        ) : (
          <TextBox {...own} {...shown} {...size} style={{ marginBottom: 18 }} />
        )
      }
    </Field>
  );
}
