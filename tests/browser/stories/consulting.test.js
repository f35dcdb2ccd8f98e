// 3.10, 4.1, 4.4: others are asked for their opinion, within the department and beyond, what was returned or answered is
// seen at once, and the plan is changed by what a meeting has decided.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { decided, submittedPlan } from "../lib/api.js";
import { launch, screenshot } from "../lib/browser.js";
import { looksGood } from "../lib/looks.js";
import { decides, isTold, opensTodo, signedIn } from "../lib/person.js";

const NAME = `实验室服务器更新 ${Date.now()}`;
let browser;
let people;

before(async () => {
  browser = await launch();
  people = {};
  for (const name of ["linxiao", "huangzhiyuan", "chenyuting", "zhengwei", "liuyang", "wangjianguo"]) people[name] = await signedIn(browser, name);
  await submittedPlan(people.linxiao, "黄志远", NAME);
});
after(() => browser.close());

test("the lead of another department is consulted, and the answer is on the asker's workbench, with its words", async () => {
  const { huangzhiyuan: lead, zhengwei: other } = people;
  await opensTodo(lead, NAME);
  await decides(lead, "征求其他处室领导意见", { to: "郑伟", opinion: "请信息中心看看配置。" });
  await isTold(lead, /办理成功：征求其他处室领导意见.*郑伟/);
  await opensTodo(other, NAME);
  await isTold(other, "请信息中心看看配置。");
  await looksGood(other);
  await decides(other, /答复/, { opinion: "配置合理，没有意见。" });
  await isTold(other, /下一环节：.*黄志远/);
  await opensTodo(lead, NAME);
  await lead.page.goto("/");
  const back = lead.page.locator("section").filter({ has: lead.page.getByRole("heading", { name: "退回、答复给我的" }) });
  await back.getByText("配置合理，没有意见。").waitFor();
  await back.getByText("郑伟（其他处室领导提出意见）").first().waitFor();
  await screenshot(lead.page, "came-back");
  await looksGood(lead);
  await back.getByRole("link", { name: NAME }).click();
  await lead.page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
  await isTold(lead, "答复意见");
});

test("a plan that is returned to its raiser goes on through a colleague's opinion", async () => {
  const { huangzhiyuan: lead, linxiao: raiser, chenyuting: colleague } = people;
  await opensTodo(lead, NAME);
  await decides(lead, "退回", { target: /需求处室经办修改|送审/, opinion: "请补充用途。" });
  await isTold(lead, /办理成功：退回/);
  await opensTodo(raiser, NAME);
  await isTold(raiser, "退回意见");
  await isTold(raiser, "请补充用途。");
  await decides(raiser, "征求本处室其他人员意见", { to: "陈雨婷", opinion: "请帮我看看。" });
  await isTold(raiser, /下一环节：本处室人员提出意见（陈雨婷）/);
  await opensTodo(colleague, NAME);
  await looksGood(colleague);
  await decides(colleague, /答复/, { opinion: "已补充，没有意见。" });
  await isTold(colleague, /下一环节：.*林晓/);
  await opensTodo(raiser, NAME);
  await raiser.page.goto("/tasks/todo?list=back");
  await raiser.page.getByText("已补充，没有意见。").waitFor();
  await looksGood(raiser);
  await raiser.page.getByRole("link", { name: NAME }).click();
  await decides(raiser, "送需求处室领导审核", { to: "黄志远", opinion: "已补充用途。" });
  await isTold(raiser, /下一环节：.*黄志远/);
});

test("a meeting has it changed: the handler edits, the change is shown, and it is back with the lead", async () => {
  const { huangzhiyuan, liuyang: handler, wangjianguo: lead } = people;
  await decided(huangzhiyuan, NAME, { to: "采购主管处室经办", person: "刘洋" });
  await decided(handler, NAME, { to: "采购主管处室领导", person: "王建国" });
  await opensTodo(lead, NAME);
  await decides(lead, /按办公会议/, { to: "刘洋", opinion: "按办公会议意见，核减一台。" });
  await isTold(lead, /下一环节：按会议审定意见修改采购计划（刘洋）/);
  await opensTodo(handler, NAME);
  await handler.page.getByRole("button", { name: "修改计划信息" }).click();
  await handler.page.getByRole("textbox", { name: "第1行数量" }).fill("1");
  await isTold(handler, "本次修改将记录 2 处");
  await handler.page.getByRole("button", { name: "保存修改" }).click();
  await isTold(handler, /已保存修改，共2处/);
  await handler.page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
  await decides(handler, /送回/, { opinion: "已按会议意见修改。" });
  await isTold(handler, /下一环节：采购主管处室领导审核（王建国）/);
  await opensTodo(lead, NAME);
  await isTold(lead, "您上次办理后修改");
  await isTold(lead, /刘洋（按会议审定意见修改采购计划）/);
  await looksGood(lead);
  await screenshot(lead.page, "meeting-changes");
});

test("no page failed on the way", () => {
  for (const { userName, failures } of Object.values(people)) assert.deepEqual(failures, [], userName);
});
