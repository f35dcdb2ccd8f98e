import type { ReactNode } from "react";

import css from "@/components/Facts.module.css";

/** Names and values side by side, as many in a row as fit; `null` values are left out. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className={css.facts}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="long">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
