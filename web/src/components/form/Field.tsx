import { useId, type ReactNode } from "react";

import css from "@/components/form/Form.module.css";

interface OwnProps {
  id: string;
  status: "" | "error";
  "aria-required": boolean;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

interface FieldProps {
  label: string;
  fault: string | undefined;
  /** Whether it cannot be left out. */
  must?: boolean;
  hint?: string | undefined;
  className?: string | undefined;
  children: (own: OwnProps) => ReactNode;
}

/** A labelled field; what is wrong with it stands below it. */
export function Field({ label, fault, must = true, hint, className, children }: FieldProps) {
  const id = useId();
  const bad = fault !== undefined;
  return (
    <div className={className}>
      <label htmlFor={id} className={css.label}>
        {must && <span className={css.must}>*</span>}
        {label}
        {hint !== undefined && <span className="faint">（{hint}）</span>}
      </label>
      {children({ id, status: bad ? "error" : "", "aria-required": must, "aria-invalid": bad, "aria-describedby": bad ? `${id}told` : undefined })}
      <Fault id={`${id}told`}>{fault}</Fault>
    </div>
  );
}

/** What is wrong, if anything is. */
export function Fault({ id, children }: { id?: string; children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <p id={id} role="alert" className={css.fault}>
      {children}
    </p>
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  options: { value: Value; label: string }[];
  value: Value | "" | null | undefined;
  onChange: (value: Value) => void;
  fault?: string | undefined;
  className?: string | undefined;
}

/** One of a few, all of which are seen. */
export function Choice<Value extends string>({ legend, options, value, onChange, fault, className }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <div className={className}>
      <fieldset className={css.choice} aria-describedby={fault === undefined ? undefined : `${name}told`}>
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
      </fieldset>
      <Fault id={`${name}told`}>{fault}</Fault>
    </div>
  );
}
