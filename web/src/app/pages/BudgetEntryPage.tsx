import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";

import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { Beginning } from "@/components/form/Beginning";
import { BudgetForm } from "@/features/budgets/entry/BudgetForm";
import { newBudgets, titleOf } from "@/features/budgets/entry/kept";
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
          <Beginning key={person} beginning={newBudgets(person)} what="预算" title="新增预算" titled={(kept) => titleOf(kept, data)}>
            {(own) => <BudgetForm key={own} me={person} terms={data} own={own} />}
          </Beginning>
        ) : (
          <Answer query={edited}>{(one) => <BudgetForm key={`${person} ${budget}`} me={person} terms={data} budget={one} />}</Answer>
        )
      }
    </Answer>
  );
}
