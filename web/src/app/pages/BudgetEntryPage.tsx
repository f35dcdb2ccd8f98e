import { useQuery } from "@tanstack/react-query";

import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { BudgetForm } from "@/features/budgets/entry/BudgetForm";
import { budgetTerms } from "@/features/budgets/queries";

/** Add a budget 新增预算. */
export function Component() {
  const { person } = useMe();
  const terms = useQuery(budgetTerms);
  return <Answer query={terms}>{(data) => <BudgetForm key={person} me={person} terms={data} />}</Answer>;
}
