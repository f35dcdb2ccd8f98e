// 3.12, 4.1–4.6, 13.1, 13.2: a plan goes through its whole approval by the pages alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call, submittedPlan } from "../lib/api.js";
import { accessibilityFaults, launch, overflows, screenshot } from "../lib/browser.js";
import { decides, fillsIn, isTold, opensTodo, sends, signedIn } from "../lib/person.js";

const NAME = `公共机房电脑更新 ${Date.now()}`;
let browser;
let people;

before(async () => {
  browser = await launch();
  people = {};
  for (const name of ["linxiao", "huangzhiyuan", "liuyang", "wangjianguo", "chenhaoran"]) people[name] = await signedIn(browser, name);
});
after(() => browser.close());

test("the raiser sees on the workbench where it is, and reminds whoever has it", async () => {
  const { linxiao } = people;
  const plan = await submittedPlan(linxiao, "黄志远", NAME);
  await linxiao.page.goto("/");
  await linxiao.page.getByRole("link", { name: NAME }).first().waitFor();
  assert.deepEqual(await accessibilityFaults(linxiao.page), []);
  await screenshot(linxiao.page, "workbench");
  await linxiao.page.goto(`/tasks/plan.${plan}.1.0`);
  await linxiao.page.getByRole("button", { name: "催办" }).click();
  await isTold(linxiao, /已催办.*黄志远/);
});

test("the lead decides, sends it on, and is led to the next to-do", async () => {
  const { huangzhiyuan: lead } = people;
  await opensTodo(lead, NAME);
  await lead.page.getByText("已被催办1次").waitFor();
  assert.deepEqual(await accessibilityFaults(lead.page), []);
  assert.equal(await overflows(lead.page), false);
  await screenshot(lead.page, "decision");
  await decides(lead, "送采购主管处室经办审批", { to: "刘洋", opinion: "同意，请采购处办理。" });
  await isTold(lead, /下一环节：.*刘洋/);
});

test("what was sent can be withdrawn while nobody has acted, and sent again", async () => {
  const { huangzhiyuan: lead } = people;
  await lead.page.goto("/tasks/done");
  await lead.page.getByRole("link", { name: NAME }).first().click();
  await lead.page.getByRole("button", { name: "撤回" }).click();
  await lead.page.getByRole("tooltip").getByRole("button", { name: "撤回", exact: true }).click();
  await isTold(lead, "已撤回，可重新办理");
  await opensTodo(lead, NAME);
  await decides(lead, "送采购主管处室经办审批", { to: "刘洋", opinion: "同意，请采购处办理。" });
  await isTold(lead, /下一环节：.*刘洋/);
});

test("the handler returns it with the straight way back, and it comes straight back", async () => {
  const { liuyang: handler, huangzhiyuan: lead } = people;
  await opensTodo(handler, NAME);
  await decides(handler, "退回", { target: /需求处室领导审核（黄志远）/, way: /修改后直接送回/, opinion: "请补充说明用途。" });
  await isTold(handler, /办理成功：退回/);
  await opensTodo(lead, NAME);
  await lead.page.getByText("请补充说明用途。").first().waitFor();
  await decides(lead, /^直接送回/, { opinion: "用于公共机房教学。" });
  await isTold(lead, /下一环节：.*刘洋/);
  await opensTodo(handler, NAME);
});

test("who decides what another has decided meanwhile keeps their opinion", async () => {
  const { liuyang: handler } = people;
  const other = await signedIn(browser, "liuyang");
  await opensTodo(other, NAME);
  await fillsIn(other, /送采购主管处室领导/, { to: "王建国", opinion: "另一窗口的意见。" });
  await decides(handler, /送采购主管处室领导/, { to: "王建国", opinion: "计划内容核实无误，拟同意。" });
  await isTold(handler, /下一环节：/);
  await sends(other, /送采购主管处室领导/);
  await isTold(other, "您填写的意见没有提交");
  await isTold(other, "另一窗口的意见。");
  await screenshot(other.page, "conflict");
});

test("nothing typed is lost when the session ends: one signs in again in place", async () => {
  const { wangjianguo: lead } = people;
  await opensTodo(lead, NAME);
  await lead.page.getByRole("radio", { name: /送单位领导/ }).check();
  await lead.page.getByRole("textbox", { name: "办理意见" }).fill("同意上报。");
  await call(lead, "DELETE", "/session");
  await lead.page.locator("aside").getByRole("button", { name: /送单位领导/ }).click();
  const again = lead.page.getByRole("dialog", { name: "登录已失效，请重新登录" });
  await again.waitFor();
  await screenshot(lead.page, "sign-in-again");
  await again.getByLabel("密码", { exact: true }).fill("demo-only-2026");
  await again.getByRole("button", { name: "登录", exact: true }).click();
  await isTold(lead, /下一环节：.*陈浩然/);
});

test("the unit's lead sends it to filing, the finance office claims and files it, and it is finished", async () => {
  const { chenhaoran: lead, liuyang: handler } = people;
  await opensTodo(lead, NAME);
  await decides(lead, /备案/, { to: "刘洋", opinion: "同意。" });
  await opensTodo(handler, NAME);
  await decides(handler, "计划备案");
  const finance = await signedIn(browser, await financeUser());
  await finance.page.goto(`/pool?title=${encodeURIComponent(NAME)}`);
  await finance.page.getByRole("button", { name: "领取" }).first().click();
  await finance.page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
  await decides(finance, "准予备案", { opinion: "准予备案。" });
  await isTold(finance, /备案号 CGXM/);
  await opensTodo(handler, NAME);
  await isTold(handler, /备案号：CGXM/);
  await decides(handler, "办结");
  await isTold(handler, /已办结/);
  await handler.page.goto(`/implementation?query=${encodeURIComponent(NAME)}`);
  await handler.page.getByRole("link", { name: NAME }).click();
  await isTold(handler, /备案号：CGXM/);
  await screenshot(handler.page, "finished");
});

test("no page failed on the way", () => {
  for (const { userName, failures } of Object.values(people)) assert.deepEqual(failures, [], userName);
});

async function financeUser() {
  const { readFile } = await import("node:fs/promises");
  const rows = await readFile(new URL("../../../demo/organisation.csv", import.meta.url), "utf8");
  const row = rows.split("\n").map((line) => line.split(",")).find((cells) => cells[1] === "person" && cells[4] === "fjczt");
  return row[6];
}
