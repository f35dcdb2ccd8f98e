// 2.1, 2.6: budgets are looked through with their execution; they are confirmed and deleted, one, several or all, and what
// is refused says why.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call } from "../lib/api.js";
import { launch } from "../lib/browser.js";
import { agrees, isTold, looksGood, signedIn } from "../lib/person.js";

const STAMP = `${Date.now()}`;
const YEAR = new Date().getFullYear();
const LONG = `${"全".repeat(60 - 8 - STAMP.length)}实验室改造${STAMP}（一）`;
let browser;
let lin;

/** A budget that waits for confirmation. */
function adds(person, name, amount = "1000.00") {
  const lines = [{ item: "A02010105", unit_price: amount, quantity: 1, measure: "台", funding: [{ source: "general_budget", amount }] }];
  return call(person, "POST", "/budgets", { name, document_number: "闽财教预〔2026〕99号", kind: "initial", year: YEAR, lines });
}
const opens = ({ page }, name) => page.goto(`/budgets/confirmation?name=${encodeURIComponent(name)}`);
const chooses = async ({ page }, name) => page.getByRole("row", { name: new RegExp(name) }).getByRole("checkbox").check();

before(async () => {
  browser = await launch();
  lin = await signedIn(browser, "linxiao");
});
after(() => browser.close());

test("some are chosen, the dialog says what will happen, and they are confirmed", async () => {
  const { page } = lin;
  for (const part of ["甲", "乙", "丙"]) await adds(lin, `会议室${STAMP}${part}`);
  await opens(lin, `会议室${STAMP}`);
  await chooses(lin, "甲");
  await chooses(lin, "乙");
  await isTold(lin, "已选 2 项");
  await page.getByRole("button", { name: "确认所选 2 项" }).click();
  await page.getByRole("dialog").getByText("确认后即可用于编制计划").waitFor();
  await looksGood(lin, "confirm-dialog");
  await agrees(lin, "确认 2 项预算，合计 2,000.00 元？", "确认");
  await isTold(lin, "已确认 2 项预算");
  for (const part of ["甲", "乙"]) await page.getByRole("link", { name: `会议室${STAMP}${part}` }).waitFor({ state: "hidden" });
  await page.getByRole("link", { name: `会议室${STAMP}丙` }).waitFor();
});

test("one that a colleague confirmed meanwhile is refused with its reason, and holds up none of the others", async () => {
  const { page } = lin;
  const chen = await signedIn(browser, "chenyuting");
  const raced = await adds(lin, `资料室${STAMP}甲`);
  await adds(lin, `资料室${STAMP}乙`);
  await opens(lin, `资料室${STAMP}`);
  await page.getByRole("table").getByRole("checkbox").first().check();
  await isTold(lin, "已选 2 项");
  await call(chen, "POST", `/budgets/${raced.id}/confirmation`);
  await page.getByRole("button", { name: "确认所选 2 项" }).click();
  await agrees(lin, "确认 2 项预算", "确认");
  await isTold(lin, "已确认 1 项，1 项没有确认");
  await isTold(lin, `资料室${STAMP}甲：该预算已确认`);
  await looksGood(lin, "confirm-refused");
});

test("without a connection nothing is lost: what was not done is told, and is still chosen", async () => {
  const { page, context } = lin;
  await adds(lin, `档案柜${STAMP}`);
  await opens(lin, `档案柜${STAMP}`);
  await chooses(lin, "档案柜");
  await context.setOffline(true);
  await page.getByRole("button", { name: "确认所选 1 项" }).click();
  await agrees(lin, "确认 1 项预算", "确认");
  await isTold(lin, "已确认 0 项，1 项没有确认");
  await isTold(lin, `档案柜${STAMP}：无法连接服务器`);
  await context.setOffline(false);
  await page.getByRole("button", { name: "确认所选 1 项" }).click();
  await agrees(lin, "确认 1 项预算", "确认");
  await isTold(lin, "已确认 1 项预算");
});

test("all that were looked for are confirmed, also those on further pages", async () => {
  const { page } = lin;
  for (let number = 10; number < 35; number += 1) await adds(lin, `批量${STAMP}第${number}项`);
  await opens(lin, `批量${STAMP}`);
  await page.getByRole("row", { name: new RegExp(`批量${STAMP}`) }).first().waitFor();
  await looksGood(lin, "confirm-budgets");
  await page.getByRole("button", { name: "全部确认" }).click();
  await agrees(lin, "确认 25 项预算，合计 25,000.00 元？", "确认");
  await isTold(lin, "已确认 25 项预算");
  await isTold(lin, /没有名称含/);
});

test("what is deleted is gone, after the dialog said so", async () => {
  const { page } = lin;
  await adds(lin, `作废${STAMP}`);
  await opens(lin, `作废${STAMP}`);
  await chooses(lin, "作废");
  await page.getByRole("button", { name: "删除所选" }).click();
  await agrees(lin, "删除后不能恢复", "删除");
  await isTold(lin, "已删除 1 项预算");
  await isTold(lin, /没有名称含/);
});

test("what another department entered can be looked at, and is theirs to confirm", async () => {
  const { page } = lin;
  const xu = await signedIn(browser, "xujing");
  await adds(xu, `网络中心${STAMP}`);
  await opens(lin, `网络中心${STAMP}`);
  await isTold(lin, "由信息中心办理");
  assert.equal(await page.getByRole("row", { name: /网络中心/ }).getByRole("checkbox").isDisabled(), true);
  await page.getByRole("link", { name: `网络中心${STAMP}` }).click();
  await isTold(lin, "由信息中心办理");
  assert.equal(await page.getByRole("button", { name: "预算确认" }).isDisabled(), true);
});

test("the year's budgets are seen with what became of each and of their lines, added up", async () => {
  const { page } = lin;
  await page.getByRole("link", { name: "预算查询" }).click();
  await isTold(lin, "本页合计");
  const row = page.getByRole("row", { name: /公共机房计算机更新/ });
  await page.getByLabel("按预算名称查找").fill("公共机房");
  await page.keyboard.press("Enter");
  await isTold(lin, "共 1 项预算");
  await row.getByRole("button").click();
  await page.getByText("1. 台式计算机").waitFor();
  await isTold(lin, "1,040,000.00");
  await looksGood(lin, "budgets");
});

test("a name of 60 characters and 10^12 yuan break no page, at either size", async () => {
  const { page } = lin;
  const { id } = await adds(lin, LONG, "1000000000000.00");
  await call(lin, "POST", `/budgets/${id}/confirmation`);
  await page.goto(`/budgets?name=${encodeURIComponent(LONG)}`);
  await page.getByRole("link", { name: LONG }).waitFor();
  await looksGood(lin, "budgets-long");
  await page.getByRole("link", { name: LONG }).click();
  await page.getByRole("heading", { name: LONG, level: 1 }).waitFor();
  await page.getByText("1,000,000,000,000.00").first().waitFor();
  await looksGood(lin, "budget-long");
  assert.deepEqual(lin.failures, []);
});
