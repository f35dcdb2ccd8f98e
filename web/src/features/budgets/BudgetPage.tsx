import { useQuery } from "@tanstack/react-query";
import { Tag } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";

import { Answer } from "@/components/Answer";
import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import { Page, Panel } from "@/components/Page";
import { ShareBar } from "@/components/ShareBar";
import { Adjustments } from "@/features/budgets/Adjustments";
import { BudgetActs } from "@/features/budgets/BudgetActs";
import { ExecutionTable } from "@/features/budgets/ExecutionTable";
import { LineTable } from "@/features/budgets/LineTable";
import { PaperList } from "@/features/budgets/PaperList";
import { budgetQuery, shares, type Detail } from "@/features/budgets/queries";
import { Reasons } from "@/features/budgets/Reasons";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

function facts(budget: Detail): [string, ReactNode][] {
  return [
    ["预算金额", <Money key="amount" yuan={budget.amount} strong unit />],
    ["批文文号", budget.document_number],
    ["预算类型", budget.kind_label],
    ["来源", <Origin key="origin" budget={budget} />],
    ["预算年份", budget.year],
    ["处室", budget.department_name],
    ["经办人", budget.raiser.name],
    ["新增时间", formatInstant(budget.created_at)],
    ["确认时间", budget.confirmed_at && formatInstant(budget.confirmed_at)],
  ];
}

function Origin({ budget: { origin_label, from } }: { budget: Detail }) {
  return (
    <>
      {origin_label}
      {from !== null && (
        <>
          {" "}
          <Link to={paths.budget(from)}>查看原预算</Link>
        </>
      )}
    </>
  );
}

/** One budget 预算执行情况: its lines, what became of the amount, how it was adjusted, and what can be done with it. */
export function Component() {
  const { budget = "" } = useParams();
  const query = useQuery(budgetQuery(budget));
  return (
    <Answer query={query}>
      {(data) => (
        <Page title={data.name} aside={<Tag>{data.status_label}</Tag>} actions={<BudgetActs key={data.id} budget={data} />}>
          <Reasons offers={data.acts} />
          <Panel title="预算信息">
            <Facts facts={facts(data)} />
          </Panel>
          {data.balance && (
            <Panel title="执行情况（元）" flush>
              <div style={{ padding: 16 }}>
                <ShareBar total={data.amount} shares={shares(data.balance)} />
              </div>
              <ExecutionTable budget={data.id} lines={data.lines} />
            </Panel>
          )}
          {data.adjustments.length > 0 && (
            <Panel title="预算调剂详情">
              <Adjustments budget={data.id} adjustments={data.adjustments} more={data.more_adjustments} />
            </Panel>
          )}
          <Panel title="预算明细" flush>
            <LineTable lines={data.lines} />
          </Panel>
          {data.attachments.length > 0 && (
            <Panel title="附件">
              <PaperList budget={data.id} papers={data.attachments} />
            </Panel>
          )}
        </Page>
      )}
    </Answer>
  );
}
