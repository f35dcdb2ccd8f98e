import { useEffect, useLayoutEffect, useRef, useState, type ComponentProps, type KeyboardEvent } from "react";

import css from "@/components/grid/Grid.module.css";
import { insert } from "@/components/typed/insert";
import { useTyped } from "@/components/typed/useTyped";
import { formatYuan } from "@/lib/money";
import { lengthOf } from "@/lib/text";

interface CellProps {
  /** What the field is called, its line included. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Whether something is wrong with it; what, stands in the element named by `describedBy`. */
  bad?: boolean;
  describedBy?: string | undefined;
  /** Most characters; what is longer is kept, and counted in red. */
  most?: number;
}

const told = ({ label, bad, describedBy }: CellProps) => ({
  "aria-label": label,
  ...(bad === true && { "aria-invalid": true }),
  ...(describedBy !== undefined && { "aria-describedby": describedBy }),
});

/** A line of text in a grid. */
export function TextCell(props: CellProps) {
  return (
    <>
      <Line {...props} />
      <Over {...props} />
    </>
  );
}

/** A quantity in a grid. */
export function NumberCell(props: CellProps) {
  return <Line {...props} right inputMode="decimal" />;
}

type LineProps = CellProps & { right?: boolean } & Pick<ComponentProps<"input">, "ref" | "inputMode" | "onFocus" | "onBlur">;

function Line({ label, value, onChange, bad, describedBy, most, right = false, ...own }: LineProps) {
  const typed = useTyped({ value, onText: onChange, lines: false });
  return <input {...own} className={`${css.field} ${right ? css.right : ""}`} autoComplete="off" {...told({ label, value, onChange, bad, describedBy, most })} {...typed} />;
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
    <Line {...props} value={focused ? props.value : formatYuan(props.value)} ref={field} right inputMode="decimal" onFocus={() => setFocused(true)} onBlur={() => setFocused(false)} />
  );
}

/** Several lines of text in a grid; it grows with what is in it. */
export function AreaCell(props: CellProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = useTyped({ value: props.value, onText: props.onChange, lines: true });
  useEffect(() => {
    const own = field.current;
    if (own === null) return;
    own.style.height = "auto";
    own.style.height = `${own.scrollHeight + 2}px`;
  }, [typed.value]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    typed.onKeyDown(event);
    if (event.key !== "Enter" || !event.altKey || event.defaultPrevented) return;
    event.preventDefault();
    insert(event.currentTarget, "\n");
  };
  return (
    <>
      <textarea ref={field} rows={1} className={`${css.field} ${css.area}`} data-lines {...told(props)} {...typed} onKeyDown={onKeyDown} />
      <Over {...props} />
    </>
  );
}

/** By how much a text is too long. */
function Over({ value, most }: CellProps) {
  const length = lengthOf(value);
  if (most === undefined || length <= most) return null;
  return (
    <span className={css.over} aria-hidden>
      {length}/{most}
    </span>
  );
}
