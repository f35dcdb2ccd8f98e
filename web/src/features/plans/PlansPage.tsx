import { useQuery } from "@tanstack/react-query";
import { Tag, type TableColumnsType } from "antd";
import { Link } from "react-router";

import { ListPage } from "@/components/ListPage";
import { Money } from "@/components/Money";
import { DiscardPlan } from "@/features/plans/Discard";
import { WhereItIs } from "@/features/plans/MyPlans";
import { planList, type PlanHead } from "@/features/plans/queries";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { useAddress } from "@/lib/useAddress";
import { usePages } from "@/lib/usePages";

const VIEWS = [
  { value: "mine", label: "本人发起", search: { scope: "mine" } },
  { value: "under_way", label: "本单位审批中", search: { scope: "unit", status: "under_way" } },
  { value: "finished", label: "本单位已办结", search: { scope: "unit", status: "finished" } },
] as const;

const COLUMNS: TableColumnsType<PlanHead> = [
  {
    title: "计划名称",
    key: "name",
    render: (_, plan) => (
      <Link to={paths.plan(plan.id)} className="long">
        {plan.name}
      </Link>
    ),
  },
  { title: "年份", dataIndex: "year", width: 60 },
  { title: "计划金额（元）", key: "amount", width: 166, align: "right", render: (_, plan) => <Money yuan={plan.amount} /> },
  { title: "需求处室", key: "department", width: 110, render: (_, plan) => <span className="long">{plan.department_name}</span> },
  { title: "发起人", key: "raiser", width: 76, render: (_, plan) => <span className="long">{plan.raiser.name}</span> },
  { title: "当前环节", key: "place", width: 190, render: (_, plan) => <WhereItIs plan={plan} /> },
  { title: "备案情况", key: "filing", width: 124, render: (_, plan) => <Tag>{plan.filing_label}</Tag> },
  { title: "最近修改", key: "at", width: 136, render: (_, plan) => <span className="number">{formatInstant(plan.updated_at)}</span> },
  {
    title: "操作",
    key: "action",
    width: 130,
    render: (_, plan) =>
      plan.discardable && (
        <>
          <Link to={paths.editPlan(plan.id)}>继续编制</Link>
          <DiscardPlan plan={plan.id} name={plan.name} small />
        </>
      ),
  },
];

/** Plans 计划查询: one's own, drafts too, and the unit's. */
export function Component() {
  const address = useAddress();
  const view = VIEWS.find(({ value }) => value === address.of("view")) ?? VIEWS[0];
  const name = address.of("name");
  const pages = usePages(`${view.value} ${name}`);
  const list = useQuery(planList({ ...view.search, name, cursor: pages.cursor }));
  const leftOut = view.value === "mine" ? ["department", "raiser"] : ["action"];
  return (
    <ListPage
      title="计划查询"
      search={{ name: "name", label: "按计划名称查找" }}
      views={{ options: VIEWS.map(({ value, label }) => ({ value, label })), value: view.value, onChange: (value) => address.set({ view: value }) }}
      label="计划"
      min={1060}
      columns={COLUMNS.filter(({ key }) => !leftOut.includes(String(key)))}
      keyOf={(plan) => plan.id}
      query={list}
      pages={pages}
      empty={name === "" ? "没有计划" : `没有名称含“${name}”的计划`}
    />
  );
}
