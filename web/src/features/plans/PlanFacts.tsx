import { Typography } from "antd";

import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import type { Plan } from "@/features/plans/queries";
import { formatInstant } from "@/lib/dates";

/** The head of a plan: what it is, whose it is, how much, and its filing. */
export function PlanFacts({ plan }: { plan: Plan }) {
  return (
    <Facts
      facts={[
        ["计划金额", <Money key="amount" yuan={plan.amount} strong unit />],
        ["采购单位", plan.unit_name],
        ["需求处室", plan.department_name],
        ["发起人", plan.raiser.name],
        ["预算年份", plan.year],
        ["计划状态", plan.status_label],
        ["备案情况", plan.filing_label],
        ["备案号", plan.filing_number && <FilingNumber number={plan.filing_number} />],
        ["最近修改", formatInstant(plan.updated_at)],
        [
          "资金来源",
          plan.funding.length > 0 && (
            <ul key="funding">
              {plan.funding.map(({ source, label, amount }) => (
                <li key={source}>
                  {label}　<Money yuan={amount} unit />
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  );
}

/** The filing number 备案号, large and ready to copy. */
export function FilingNumber({ number, large = false }: { number: string; large?: boolean }) {
  return (
    <Typography.Text copyable={{ tooltips: ["复制备案号", "已复制"] }} className="long" style={large ? { fontSize: 26, fontWeight: 600 } : { fontWeight: 600 }}>
      {number}
    </Typography.Text>
  );
}
