import { useMe } from "@/app/shell/SessionGate";
import { Rollover } from "@/features/budgets/rollover/Rollover";

/** The year's end 年结. */
export function Component() {
  const { operations } = useMe();
  return <Rollover operations={operations} />;
}
