import { Alert } from "antd";

import { toTrouble } from "@/lib/problem";

/** What went wrong with an act, in words, above the form it came from; what was typed stays. */
export function TroubleAlert({ error, except = [] }: { error: unknown; except?: string[] }) {
  if (error === null || error === undefined) return null;
  const trouble = toTrouble(error);
  const rest = trouble.fields.filter((fault) => !except.includes(fault.field));
  return (
    <Alert
      type={trouble.handling === "stale" ? "warning" : "error"}
      showIcon
      role="alert"
      title={trouble.title}
      description={
        rest.length === 0 ? undefined : (
          <ul>
            {rest.map((fault) => (
              <li key={`${fault.field} ${fault.code}`} className="long">
                {fault.message}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
