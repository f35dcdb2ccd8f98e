import { useMe } from "@/app/shell/SessionGate";
import { BudgetForm } from "@/features/budgets/entry/BudgetForm";

/** Add a budget 新增预算. */
export function Component() {
  const { person } = useMe();
  return <BudgetForm key={person} me={person} />;
}
