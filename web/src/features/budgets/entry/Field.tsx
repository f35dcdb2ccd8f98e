import { useId, type ReactNode } from "react";

import css from "@/features/budgets/entry/Entry.module.css";

interface FieldProps {
  id: string;
  status: "" | "error";
  "aria-required": true;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

/** A field that cannot be left out, with what is wrong with it. */
export function Field({ label, fault, children }: { label: string; fault: string | undefined; children: (own: FieldProps) => ReactNode }) {
  const id = useId();
  const bad = fault !== undefined;
  return (
    <div>
      <label htmlFor={id} className={css.label}>
        <span className={css.must}>*</span>
        {label}
      </label>
      {children({ id, status: bad ? "error" : "", "aria-required": true, "aria-invalid": bad, "aria-describedby": bad ? `${id}told` : undefined })}
      {bad && (
        <p id={`${id}told`} role="alert" className={css.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}
