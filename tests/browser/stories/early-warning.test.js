// 3.11: an early warning about a draft plan: raised, explained, sent to the lead and the deputy, and settled.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call, lineOfComputers } from "../lib/api.js";
import { launch, screenshot } from "../lib/browser.js";
import { looksGood } from "../lib/looks.js";
import { decides, isTold, opensTodo, signedIn } from "../lib/person.js";

const NAME = `质谱仪配件 ${Date.now()}`;
const WHY = "原厂配件只有一家供应，经论证拟采用单一来源。";
let browser;
let people;
let plan;

before(async () => {
  browser = await launch();
  people = {};
  for (const name of ["linxiao", "huangzhiyuan", "zhangguodong"]) people[name] = await signedIn(browser, name);
  const { budget, line } = await lineOfComputers(people.linxiao);
  const lines = [{ budget, budget_line: line.number, item: line.item, unit_price: "5200.00", quantity: 2, measure: "台", parameters: "原厂配件" }];
  plan = await call(people.linxiao, "POST", "/plans", { name: NAME, lines, attachments: [] });
});
after(() => browser.close());

test("the handler raises a warning about the draft, explains it and sends it", async () => {
  const { linxiao: lin } = people;
  await lin.page.goto(`/plans/${plan.id}`);
  await lin.page.getByRole("button", { name: "发起预警审批" }).click();
  await lin.page.getByRole("heading", { name: `预警审批：${NAME}`, level: 1 }).waitFor();
  await lin.page.locator("aside").getByRole("button", { name: "送审" }).click();
  await lin.page.getByText("请填写情况说明", { exact: true }).waitFor();
  // What is typed without a connection is found again after a crash, and saved.
  await lin.context.setOffline(true);
  await lin.page.getByRole("textbox", { name: /说明本计划/ }).fill(WHY);
  await isTold(lin, /未保存——网络中断/);
  const { page } = lin;
  await page.close();
  await lin.context.setOffline(false);
  lin.page = await lin.context.newPage();
  await lin.page.goto(page.url());
  await isTold(lin, /已保存 \d\d:\d\d/);
  assert.equal(await lin.page.getByRole("textbox", { name: /说明本计划/ }).inputValue(), WHY);
  await looksGood(lin);
  await screenshot(lin.page, "warning-draft");
  await lin.page.locator("aside").getByRole("button", { name: "送审" }).click();
  await lin.page.getByText("已送 黄志远").waitFor();
  await lin.page.getByRole("link", { name: "回到计划" }).click();
  await lin.page.getByText("相关事项").waitFor();
  await lin.page.getByRole("link", { name: `预警审批：${NAME}` }).waitFor();
  // One is under way: the plan, which was read before, is asked for again.
  await lin.page.getByRole("button", { name: "发起预警审批" }).waitFor({ state: "detached" });
});

test("the lead sees why and what, and sends it to the deputy", async () => {
  const { huangzhiyuan: lead } = people;
  await opensTodo(lead, NAME);
  await lead.page.getByText("预警详细表").waitFor();
  await lead.page.getByText(WHY).waitFor();
  await looksGood(lead);
  await screenshot(lead.page, "warning-decision");
  await decides(lead, "送需求处室分管领导审批", { to: "张国栋", opinion: "情况属实。" });
  await isTold(lead, /办理成功：送需求处室分管领导审批/);
});

test("the deputy settles it, and the plan may be sent", async () => {
  const { zhangguodong: deputy, linxiao: lin } = people;
  await opensTodo(deputy, NAME);
  await decides(deputy, "同意并办结", { opinion: "同意。" });
  await isTold(deputy, "该预警审批已办结，采购计划可以继续送审。");
  await lin.page.goto(`/plans/${plan.id}`);
  await lin.page.getByText("已办结").waitFor();
  await looksGood(lin);
  const { submission } = await call(lin, "GET", `/plans/${plan.id}`);
  assert.deepEqual(submission.moves.map(({ disabled }) => disabled), [null, null]);
});
