import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";

import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { AdjustForm } from "@/features/budgets/adjust/AdjustForm";
import { budgetQuery, budgetTerms } from "@/features/budgets/queries";

/** Adjust a budget 预算调剂. */
export function Component() {
  const { budget = "" } = useParams();
  const { person } = useMe();
  const terms = useQuery(budgetTerms);
  const query = useQuery(budgetQuery(budget));
  return <Answer query={terms}>{(data) => <Answer query={query}>{(one) => <AdjustForm key={`${person} ${budget}`} me={person} terms={data} budget={one} />}</Answer>}</Answer>;
}
