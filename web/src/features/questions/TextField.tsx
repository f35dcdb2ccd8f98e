import { TextField as Field } from "@/components/form/TextField";
import css from "@/features/questions/Question.module.css";
import { tidy } from "@/lib/text";

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
export function TextField({ value, onChange, ...own }: TextProps) {
  return <Field {...own} value={value ?? ""} onText={(text) => onChange(text === "" ? null : text)} className={(own.rows ?? 1) > 1 ? css.wide : undefined} />;
}

/** As it is sent; what nobody sees is nothing. */
export const filled = (text: string | null, lines = false) => tidy(text ?? "", lines) || null;
