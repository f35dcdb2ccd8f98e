import { AuditOutlined, BankOutlined, FileAddOutlined, HomeOutlined, QuestionCircleOutlined, ScheduleOutlined, SwapOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";

import type { Schemas } from "@/api/client";
import { paths } from "@/lib/paths";

export interface Address {
  to: string;
  /** Whether only this very address is its own. */
  exact?: boolean;
  /** Stands beside its group, where it is the first of it. */
  icon?: ReactNode;
}

/** Where the pages are that the server puts into a session's menu. */
export const PAGES: Record<Schemas["MenuPage"], Address> = {
  home: { to: paths.home, exact: true, icon: <HomeOutlined /> },
  todo: { to: paths.todo, icon: <ScheduleOutlined /> },
  done: { to: paths.done },
  pool: { to: paths.pool, icon: <AuditOutlined /> },
  handover: { to: paths.handover, icon: <SwapOutlined /> },
  new_plan: { to: paths.newPlan, icon: <FileAddOutlined /> },
  plans: { to: paths.plans, exact: true, icon: <FileAddOutlined /> },
  implementation: { to: paths.implementation, icon: <FileAddOutlined /> },
  new_question: { to: paths.newQuestion, icon: <QuestionCircleOutlined /> },
  questions: { to: paths.questions, exact: true, icon: <QuestionCircleOutlined /> },
  budgets: { to: paths.budgets, exact: true, icon: <BankOutlined /> },
  new_budget: { to: paths.newBudget, icon: <BankOutlined /> },
  import_budgets: { to: paths.importBudgets, icon: <BankOutlined /> },
  confirm_budgets: { to: paths.confirmBudgets, icon: <BankOutlined /> },
  rollover: { to: paths.rollover, icon: <BankOutlined /> },
};
