/** The addresses of all pages, in one place. */
export const paths = {
  home: "/",
  signIn: (then?: string) => (then === undefined || then === "/" ? "/sign-in" : `/sign-in?then=${encodeURIComponent(then)}`),
  todo: "/tasks/todo",
  done: "/tasks/done",
  task: (task: string) => `/tasks/${encodeURIComponent(task)}`,
  plans: "/plans",
  newPlan: "/plans/new",
  plan: (plan: string) => `/plans/${encodeURIComponent(plan)}`,
  editPlan: (plan: string) => `/plans/${encodeURIComponent(plan)}/edit`,
  warning: (warning: string) => `/warnings/${encodeURIComponent(warning)}`,
  questions: "/questions",
  newQuestion: "/questions/new",
  question: (question: string) => `/questions/${encodeURIComponent(question)}`,
  implementation: "/implementation",
  budgets: "/budgets",
  newBudget: "/budgets/new",
  confirmBudgets: "/budgets/confirmation",
  budget: (budget: string) => `/budgets/${encodeURIComponent(budget)}`,
  importBudgets: "/budgets/import",
  rollover: "/budgets/rollover",
  editBudget: (budget: string) => `/budgets/${encodeURIComponent(budget)}/edit`,
  adjustBudget: (budget: string) => `/budgets/${encodeURIComponent(budget)}/adjustment`,
  pool: "/pool",
  handover: "/handover",
} as const;

/** Where to go after signing in: a path of this site, or the workbench. */
export function pathAfterSignIn(then: string | null): string {
  return then !== null && /^\/(?!\/|\\)/.test(then) ? then : paths.home;
}
