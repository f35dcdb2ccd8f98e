import { Input } from "antd";
import { useId } from "react";

import css from "@/features/questions/Question.module.css";

interface FieldProps {
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

/** A labelled field of text whose fault stands below it; empty is `null`. */
export function Field({ label, value, onChange, most, must = true, rows = 1, type, fault, hint }: FieldProps) {
  const id = useId();
  const changed = (text: string) => onChange(text === "" ? null : text);
  const status = fault === undefined ? "" : "error";
  return (
    <div className={rows > 1 ? css.wide : undefined}>
      <label htmlFor={id} className={css.label}>
        {must && <span className={css.must}>*</span>}
        {label}
        {hint !== undefined && <span className="faint">（{hint}）</span>}
      </label>
      {rows > 1 ? (
        <Input.TextArea id={id} value={value ?? ""} onChange={(event) => changed(event.target.value)} rows={rows} maxLength={most} showCount status={status} style={{ marginBottom: 18 }} />
      ) : (
        <Input id={id} value={value ?? ""} onChange={(event) => changed(event.target.value)} maxLength={most} status={status} {...(type && { type })} />
      )}
      {fault !== undefined && (
        <p role="alert" className={css.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  options: { value: Value; label: string }[];
  value: Value | null | undefined;
  onChange: (value: Value) => void;
  fault?: string | undefined;
}

/** One of a few, all of which are seen. */
export function Choice<Value extends string>({ legend, options, value, onChange, fault }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={`${css.choice} ${css.field}`}>
      <legend className={css.label}>
        <span className={css.must}>*</span>
        {legend}
      </legend>
      {options.map((one) => (
        <label key={one.value}>
          <input type="radio" name={name} checked={value === one.value} onChange={() => onChange(one.value)} />
          {one.label}
        </label>
      ))}
      {fault !== undefined && (
        <p role="alert" className={css.fault}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}

/** Blanks alone are nothing. */
export const filled = (text: string | null) => (text === null || text.trim() === "" ? null : text);

/** The messages of faults by their fields. */
export const byField = (faults: { field: string; message: string }[]): Record<string, string> => Object.fromEntries(faults.map(({ field, message }) => [field, message]));
