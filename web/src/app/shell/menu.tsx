import { AuditOutlined, BankOutlined, FileAddOutlined, HomeOutlined, QuestionCircleOutlined, ScheduleOutlined, SwapOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";

import { paths } from "@/lib/paths";

interface Entry {
  label: string;
  to: string;
  /** The operations one must be allowed to call; the server says which those are. */
  needs: string[];
  /** Whether only this very address is its own. */
  exact?: boolean;
}

export interface Group {
  label: string;
  icon: ReactNode;
  entries: Entry[];
}

const GROUPS: Group[] = [
  { label: "工作台", icon: <HomeOutlined />, entries: [{ label: "工作台", to: paths.home, needs: [], exact: true }] },
  {
    label: "我的任务",
    icon: <ScheduleOutlined />,
    entries: [
      { label: "待办任务", to: paths.todo, needs: ["list_todo"] },
      { label: "已办任务", to: paths.done, needs: ["list_done"] },
    ],
  },
  { label: "任务移交", icon: <SwapOutlined />, entries: [{ label: "任务移交", to: paths.handover, needs: ["list_under_way"] }] },
  {
    label: "计划管理",
    icon: <FileAddOutlined />,
    entries: [
      { label: "新增计划", to: paths.newPlan, needs: ["create_plan"] },
      { label: "计划查询", to: paths.plans, needs: ["list_plans"], exact: true },
      { label: "采购计划实施表", to: paths.implementation, needs: ["list_implementation"] },
    ],
  },
  {
    label: "质疑",
    icon: <QuestionCircleOutlined />,
    entries: [
      { label: "提出质疑", to: paths.newQuestion, needs: ["raise_question"] },
      { label: "质疑查询", to: paths.questions, needs: ["list_questions"], exact: true },
    ],
  },
  {
    label: "预算管理",
    icon: <BankOutlined />,
    entries: [
      { label: "预算查询", to: paths.budgets, needs: ["list_budgets"], exact: true },
      { label: "新增预算", to: paths.newBudget, needs: ["add_budget"] },
      { label: "批量导入", to: paths.importBudgets, needs: ["import_budget_file"] },
      { label: "预算确认", to: paths.confirmBudgets, needs: ["confirm_budget"] },
      { label: "年结", to: paths.rollover, needs: ["get_rollover"] },
    ],
  },
];

/** The menu of one who may call these operations, and whose pools' list is called `pool`, where they have one. */
export function menuFor({ operations, pool }: { operations: string[]; pool: string | null }): Group[] {
  const own: Group[] = pool === null ? [] : [{ label: pool, icon: <AuditOutlined />, entries: [{ label: pool, to: paths.pool, needs: [] }] }];
  return [...GROUPS.slice(0, 2), ...own, ...GROUPS.slice(2)].map((group) => ({
    ...group,
    entries: group.entries.filter((entry) => entry.needs.every((need) => operations.includes(need))),
  })).filter((group) => group.entries.length > 0);
}

