// What a story needs to be there before it begins, made through the same API that the pages call.
import { randomUUID } from "node:crypto";

/** Sends one request as the person who is signed in in this window. */
export async function call({ page }, method, path, data) {
  const headers = method === "GET" ? {} : { "Idempotency-Key": randomUUID() };
  const response = await page.request.fetch(`/api${path}`, { method, headers, ...(data === undefined ? {} : { data }) });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
  return response.status() === 204 ? undefined : response.json();
}

/** The first line of the demo's budget of computers, found by name: stories add budgets of their own, which push it down. */
export async function lineOfComputers(person) {
  const { items: [budget] } = await call(person, "GET", `/budgets?status=confirmed&name=${encodeURIComponent("公共机房计算机更新")}`);
  const { lines: [line] } = await call(person, "GET", `/budgets/${budget.id}`);
  return { budget: budget.id, line };
}

/** A plan of one line on the demo's budget of computers, submitted to `to`; its name is its own. */
export async function submittedPlan(person, to, name) {
  const { budget, line } = await lineOfComputers(person);
  const lines = [
    { budget, budget_line: line.number, item: line.item, unit_price: "5200.00", quantity: 2, measure: "台", parameters: "8核处理器，16GB内存" },
  ];
  const plan = await call(person, "POST", "/plans", { name, lines, attachments: [] });
  const { submission } = await call(person, "GET", `/plans/${plan.id}`);
  const move = submission.moves.find(({ kind, disabled }) => kind === "send" && !disabled);
  const { items: people } = await call(person, "GET", `/tasks/${submission.task}/people?kind=send&to=${move.to}`);
  const { id: next } = people.find((one) => one.name === to);
  await call(person, "POST", `/plans/${plan.id}/submission`, { version: plan.version, kind: "send", to: move.to, person: next });
  return plan.id;
}

/** Decides on one's to-do of this title, once it has come: through the API, for what a story needs to be done before. */
export async function decided(person, title, { to, person: name, kind = "send", opinion = "同意。" } = {}) {
  const task = await todoOf(person, title);
  const { moves } = await call(person, "GET", `/tasks/${task}`);
  const move = moves.find((one) => one.kind === kind && !one.disabled && (to === undefined || one.label.includes(to)));
  if (!move) throw new Error(`${title}: no ${kind} ${to ?? ""} among ${moves.map(({ label }) => label).join("、")}`);
  const step = move.to === null ? "" : `&to=${move.to}`;
  const people = name === undefined ? [] : (await call(person, "GET", `/tasks/${task}/people?kind=${kind}${step}`)).items;
  const next = people.find((one) => one.name === name)?.id ?? null;
  return call(person, "POST", `/tasks/${task}/approval`, { kind, to: move.to, person: next, straight: false, opinion });
}

/** A plan of this name with its filing number, which the finance office has just given it; `people` are those of the university. */
export async function filedPlan({ linxiao, huangzhiyuan, liuyang, wangjianguo, chenhaoran, guohaiyan }, name) {
  const plan = await submittedPlan(linxiao, "黄志远", name);
  await decided(huangzhiyuan, name, { to: "采购主管处室经办", person: "刘洋" });
  await decided(liuyang, name, { to: "采购主管处室领导", person: "王建国" });
  await decided(wangjianguo, name, { to: "单位领导", person: "陈浩然" });
  await decided(chenhaoran, name, { to: "备案", person: "刘洋" });
  await decided(liuyang, name, { to: "备案" });
  const task = await todoOf(guohaiyan, name, "pool");
  const { filing_number: number } = await call(guohaiyan, "POST", `/tasks/${task}/approval`, { name: "file", to: null, person: null, straight: false, opinion: null });
  return { plan, number };
}

/** The id of one's to-do of this title, once it has come. */
export async function todoOf(person, title, list = "mine") {
  for (let tries = 0; tries < 100; tries += 1) {
    const { items } = await call(person, "GET", `/tasks/todo?list=${list}&title=${encodeURIComponent(title)}`);
    if (items.length > 0) return items[0].id;
    await person.page.waitForTimeout(100);
  }
  throw new Error(`${title} did not reach ${person.userName}`);
}
