import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";

import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { BudgetForm } from "@/features/budgets/entry/BudgetForm";
import { budgetQuery, budgetTerms } from "@/features/budgets/queries";

/** Add a budget 新增预算, or edit the one of the address 修改预算. */
export function Component() {
  const { budget } = useParams();
  const { person } = useMe();
  const terms = useQuery(budgetTerms);
  const edited = useQuery({ ...budgetQuery(budget ?? ""), enabled: budget !== undefined, staleTime: Infinity, gcTime: 0 });
  return (
    <Answer query={terms}>
      {(data) =>
        budget === undefined ? (
          <BudgetForm key={person} me={person} terms={data} />
        ) : (
          <Answer query={edited}>{(one) => <BudgetForm key={`${person} ${budget}`} me={person} terms={data} budget={one} />}</Answer>
        )
      }
    </Answer>
  );
}
