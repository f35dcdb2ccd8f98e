import type { RouteObject } from "react-router";

import { Crash } from "@/app/Crash";
import { Loading } from "@/components/States";

/** All pages; each is loaded when it is first asked for. */
export const routes: RouteObject[] = [
  {
    errorElement: <Crash />,
    hydrateFallbackElement: <Loading />,
    children: [
      { path: "/sign-in", lazy: () => import("@/features/identity/SignInPage") },
      {
        lazy: async () => ({ Component: (await import("@/app/shell/Shell")).Shell }),
        children: [
          {
            errorElement: <Crash />,
            children: [
              { index: true, lazy: () => import("@/app/workbench/WorkbenchPage") },
              { path: "/tasks/todo", lazy: () => import("@/features/tasks/TodoPage") },
              { path: "/tasks/done", lazy: () => import("@/features/tasks/DonePage") },
              { path: "/tasks/:task", lazy: () => import("@/app/pages/TaskPage") },
              { path: "/handover", lazy: () => import("@/features/tasks/UnderWayPage") },
              { path: "/pool", lazy: () => import("@/app/pages/PoolPage") },
              { path: "/implementation", lazy: () => import("@/features/plans/ImplementationPage") },
              { path: "/budgets", lazy: () => import("@/features/budgets/BudgetsPage") },
              { path: "/budgets/confirmation", lazy: () => import("@/features/budgets/confirmation/ConfirmPage") },
              { path: "/budgets/new", lazy: () => import("@/app/pages/BudgetEntryPage") },
              { path: "/budgets/import", lazy: () => import("@/features/budgets/bulk/ImportPage") },
              { path: "/budgets/rollover", lazy: () => import("@/app/pages/RolloverPage") },
              { path: "/budgets/:budget/edit", lazy: () => import("@/app/pages/BudgetEntryPage") },
              { path: "/budgets/:budget/adjustment", lazy: () => import("@/app/pages/AdjustPage") },
              { path: "/budgets/:budget", lazy: () => import("@/features/budgets/BudgetPage") },
              { path: "/plans", lazy: () => import("@/features/plans/PlansPage") },
              // One page for both addresses: it stays as it is when the plan that is being typed gets its own.
              {
                lazy: () => import("@/app/pages/PlanEditPage"),
                children: [{ path: "/plans/new", element: null }, { path: "/plans/:plan/edit", element: null }],
              },
              { path: "/warnings/:warning", lazy: () => import("@/app/pages/WarningPage") },
              { path: "/questions", lazy: () => import("@/app/pages/QuestionsPage") },
              { path: "/questions/new", lazy: () => import("@/features/questions/NewQuestionPage") },
              { path: "/questions/:question", lazy: () => import("@/app/pages/QuestionPage") },
              { path: "/plans/:plan", lazy: () => import("@/app/pages/PlanPage") },
            ],
          },
        ],
      },
    ],
  },
];
