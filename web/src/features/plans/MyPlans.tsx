import { useQuery } from "@tanstack/react-query";
import { Tag } from "antd";
import { Link } from "react-router";

import { Answer } from "@/components/Answer";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { Nothing } from "@/components/States";
import css from "@/features/plans/MyPlans.module.css";
import { planList, type PlanHead } from "@/features/plans/queries";
import { now } from "@/lib/clock";
import { lasted } from "@/lib/dates";
import { paths } from "@/lib/paths";

const SHOWN = 8;

/** What I raised and where it is now 我发起的计划. */
export function MyPlans() {
  const plans = useQuery(planList({ scope: "mine" }));
  return (
    <Panel title="我发起的计划" extra={<Link to={paths.plans}>全部</Link>} flush>
      <Answer query={plans} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing action={<Link to={paths.newPlan}>新增计划</Link>}>您还没有发起过计划</Nothing>
          ) : (
            <ul className={css.rows}>
              {items.slice(0, SHOWN).map((plan) => (
                <li key={plan.id}>
                  <Link to={paths.plan(plan.id)} className={css.title} title={plan.name}>
                    {plan.name}
                  </Link>
                  <Money yuan={plan.amount} unit />
                  <WhereItIs plan={plan} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  );
}

/** Where a plan is, and with whom, in the server's words. */
export function WhereItIs({ plan }: { plan: PlanHead }) {
  if (plan.place) {
    return (
      <span className={css.where}>
        <Tag color="processing">{plan.place.label}</Tag>
        {plan.place.holder?.name ?? "待领取"}，停留{lasted(plan.place.since, now())}
      </span>
    );
  }
  return (
    <span className={css.where}>
      <Tag>{plan.in_transit ? "流转中" : plan.status_label}</Tag>
      {plan.filing_number}
    </span>
  );
}
