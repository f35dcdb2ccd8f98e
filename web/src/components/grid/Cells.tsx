import { useEffect, useLayoutEffect, useRef, useState } from "react";

import css from "@/components/grid/Grid.module.css";
import { formatYuan } from "@/lib/money";

interface CellProps {
  /** What the field is called, its line included. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Whether something is wrong with it; what, stands in the element named by `describedBy`. */
  bad?: boolean;
  describedBy?: string | undefined;
  max?: number;
}

const told = ({ label, bad, describedBy }: CellProps) => ({
  "aria-label": label,
  ...(bad === true && { "aria-invalid": true }),
  ...(describedBy !== undefined && { "aria-describedby": describedBy }),
});

/** A line of text in a grid. */
export function TextCell(props: CellProps) {
  return (
    <input className={css.field} value={props.value} maxLength={props.max} autoComplete="off" {...told(props)} onChange={(event) => props.onChange(event.target.value)} />
  );
}

/** A whole number in a grid. */
export function NumberCell(props: CellProps) {
  return (
    <input
      className={`${css.field} ${css.right}`}
      value={props.value}
      maxLength={props.max ?? 12}
      inputMode="numeric"
      autoComplete="off"
      {...told(props)}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

/** An amount in yuan in a grid: as it is typed while one types, with its separators otherwise. */
export function AmountCell(props: CellProps) {
  const [focused, setFocused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Without its separators it is another text, which is to be chosen anew.
  useLayoutEffect(() => {
    if (focused) field.current?.select();
  }, [focused]);
  return (
    <input
      ref={field}
      className={`${css.field} ${css.right}`}
      value={focused ? props.value : formatYuan(props.value)}
      maxLength={24}
      inputMode="decimal"
      autoComplete="off"
      {...told(props)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

/** Several lines of text in a grid; it grows with what is in it. */
export function AreaCell(props: CellProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const own = field.current;
    if (own === null) return;
    own.style.height = "auto";
    own.style.height = `${own.scrollHeight + 2}px`;
  }, [props.value]);
  return (
    <textarea
      ref={field}
      rows={1}
      className={`${css.field} ${css.area}`}
      value={props.value}
      maxLength={props.max}
      {...told(props)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !event.altKey) return;
        event.preventDefault();
        const { selectionStart: from, selectionEnd: to, value } = event.currentTarget;
        event.currentTarget.setRangeText("\n", from, to, "end");
        props.onChange(`${value.slice(0, from)}\n${value.slice(to)}`);
      }}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
