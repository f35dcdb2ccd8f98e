import type { ReactNode } from "react";

/** Holds a table that needs more width than a small window has: it scrolls sideways by itself, also by keyboard. */
export function Wide({ label, min, children }: { label: string; min: number; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div role="region" aria-label={label} tabIndex={0} style={{ overflowX: "auto" }}>
      <div style={{ minWidth: min }}>{children}</div>
    </div>
  );
}
