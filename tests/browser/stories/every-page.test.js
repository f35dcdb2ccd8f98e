// Every page, as those who use it see it, in both sizes: no accessibility fault, nothing wider than the window, also with
// names of 60 characters and amounts of 10^12 yuan.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call, decided, todoOf } from "../lib/api.js";
import { launch, open } from "../lib/browser.js";
import { looksGood } from "../lib/looks.js";
import { isTold, signedIn } from "../lib/person.js";

const STAMP = Date.now();
const long = (words) => words + "长".repeat(60 - words.length);
const [BUDGET, PLAN, DRAFT, FILED] = [long(`预算${STAMP}`), long(`计划${STAMP}`), long(`草稿${STAMP}`), long(`备案${STAMP}`)];
const MOST = "1000000000000.00";
let browser;
let people;
let made;

before(async () => {
  browser = await launch();
  people = {};
  for (const name of ["linxiao", "huangzhiyuan", "liuyang", "wangjianguo", "chenhaoran", "guohaiyan"]) people[name] = await signedIn(browser, name);
  made = await makes(people);
});
after(() => browser.close());

/** What the pages are to show, at their utmost. */
async function makes({ linxiao, huangzhiyuan, liuyang, wangjianguo, chenhaoran }) {
  const year = new Date().getFullYear();
  const funding = [{ source: "general_budget", amount: MOST }];
  const line = { item: "A02010105", unit_price: MOST, quantity: 1, measure: "台", funding };
  const budget = async (name) => {
    const added = await call(linxiao, "POST", "/budgets", { name, document_number: "闽财教预〔2026〕97号", kind: "initial", year, lines: [line] });
    await call(linxiao, "POST", `/budgets/${added.id}/confirmation`, {});
    return added.id;
  };
  const plan = async (name, of, own = {}) => {
    const lines = [{ budget: of, budget_line: 1, item: "A02010105", unit_price: MOST, quantity: 1, measure: "台", parameters: "参数".repeat(60), ...own }];
    return call(linxiao, "POST", "/plans", { name, lines, attachments: [] });
  };
  const sent = async (name, of) => {
    const { id, version } = await plan(name, of);
    const { submission } = await call(linxiao, "GET", `/plans/${id}`);
    const { items } = await call(linxiao, "GET", `/tasks/${submission.task}/people?kind=send&to=DemandLead`);
    const person = items.find((one) => one.name === "黄志远").id;
    await call(linxiao, "POST", `/plans/${id}/submission`, { version, kind: "send", to: "DemandLead", person });
    return id;
  };
  const of = await budget(BUDGET);
  const [under, filed] = [await sent(PLAN, of), await sent(FILED, await budget(long(`又一${STAMP}`)))];
  const draft = await plan(DRAFT, of, { quantity: 3 });
  await decided(huangzhiyuan, FILED, { to: "采购主管处室经办", person: "刘洋" });
  await decided(liuyang, FILED, { to: "采购主管处室领导", person: "王建国" });
  await decided(wangjianguo, FILED, { to: "单位领导", person: "陈浩然" });
  await decided(chenhaoran, FILED, { to: "备案", person: "刘洋" });
  const filing = await todoOf(liuyang, FILED);
  return { budget: of, plan: under, filed, draft: draft.id, filing, task: await todoOf(huangzhiyuan, PLAN) };
}

async function looksAt(person, pages) {
  for (const [name, address] of Object.entries(pages)) {
    await person.page.goto(address);
    await person.page.getByRole("heading", { level: 1 }).waitFor();
    await person.page.getByLabel("正在加载").first().waitFor({ state: "hidden" });
    await person.page.waitForLoadState("networkidle");
    await looksGood(person, `${person.userName}-${name}`);
  }
  assert.deepEqual(person.failures, [], person.userName);
}

test("the page to sign in", async () => {
  const { page } = await open(browser);
  await page.goto("/sign-in");
  await page.getByLabel("用户名").waitFor();
  await looksGood({ page }, "sign-in");
});

test("the pages of whoever raises plans: tasks and plans", async () => {
  await looksAt(people.linxiao, {
    workbench: "/",
    todo: "/tasks/todo",
    back: "/tasks/todo?list=back",
    done: "/tasks/done",
    sent: `/tasks/plan.${made.plan}.1.0`,
    plans: "/plans",
    "plans-under-way": "/plans?view=under_way",
    "plans-finished": "/plans?view=finished",
    plan: `/plans/${made.plan}`,
    draft: `/plans/${made.draft}`,
  });
});

test("the pages of whoever raises plans: the wizard, whose draft says that 3 × 10^12 yuan are too much", async () => {
  const { linxiao } = people;
  const step = (n) => `/plans/${made.draft}/edit?step=${n}`;
  await looksAt(linxiao, { "wizard-new": "/plans/new", "wizard-budgets": step(1), "wizard-lines": step(2), "wizard-files": step(3), "wizard-preview": step(4) });
  await isTold(linxiao, /总金额不能超过 1,000,000,000,000.00 元/);
  await linxiao.page.goto(`/plans?name=${DRAFT}`);
  await isTold(linxiao, "3,000,000,000,000.00");
});

test("the pages of budgets", async () => {
  await looksAt(people.linxiao, { budgets: "/budgets", budget: `/budgets/${made.budget}`, "budget-new": "/budgets/new", "budget-confirmation": "/budgets/confirmation" });
});

test("the pages of leaders", async () => {
  await looksAt(people.huangzhiyuan, { workbench: "/", todo: "/tasks/todo", task: `/tasks/${made.task}`, done: "/tasks/done", plans: "/plans?view=under_way" });
  await looksAt(people.chenhaoran, { workbench: "/", done: "/tasks/done", plan: `/plans/${made.filed}` });
});

test("the pages of the procurement handler", async () => {
  await looksAt(people.liuyang, { workbench: "/", todo: "/tasks/todo", filing: `/tasks/${made.filing}`, edit: `/plans/${made.filed}/edit`, implementation: "/implementation", budgets: "/budgets" });
});

test("the pages of the finance office", async () => {
  await decided(people.liuyang, FILED);
  await people.guohaiyan.page.goto(`/pool?title=${FILED}`);
  await people.guohaiyan.page.getByRole("link", { name: FILED }).waitFor();
  await looksAt(people.guohaiyan, { workbench: "/", filings: "/pool", pooled: "/tasks/todo?list=pool", done: "/tasks/done" });
  await people.guohaiyan.page.goto(`/pool?title=${FILED}`);
  await people.guohaiyan.page.getByRole("link", { name: FILED }).click();
  await people.guohaiyan.page.getByRole("heading", { name: FILED, level: 1 }).waitFor();
  await looksGood(people.guohaiyan, "guohaiyan-filing");
});
