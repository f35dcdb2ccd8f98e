// 2.7: before the year's end everyone of a unit sees what would be carried over, what stays with its plan and what is not
// confirmed; after it, what became of it, and the finance office the units of its region.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call, submittedPlan } from "../lib/api.js";
import { launch } from "../lib/browser.js";
import { isTold, looksGood, signedIn } from "../lib/person.js";

const STAMP = `${Date.now()}`;
const YEAR = new Date().getFullYear();
const DEMO = "公共机房计算机更新";
let browser;
let lin;

/** Opens the page by the menu. */
async function opens({ page }) {
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "年结" }).click();
  await page.getByRole("heading", { name: "年结", level: 1 }).waitFor();
}

/** What stands in the row of the demo's budget, on whichever page it is: carried over now, held by plans, contracts, adjustments, carried over before. */
async function figures({ page }) {
  const link = page.getByRole("link", { name: DEMO });
  await page.getByRole("region", { name: "年结预览" }).getByRole("link").first().waitFor();
  for (let number = 2; (await link.count()) === 0; number += 1) {
    await page.getByRole("button", { name: "下一页" }).click();
    await page.getByText(`第 ${number} 页`).waitFor();
    await page.locator(".ant-spin-spinning").waitFor({ state: "hidden" });
  }
  const row = page.getByRole("region", { name: "年结预览" }).getByRole("row", { name: new RegExp(DEMO) });
  const cells = await row.getByRole("cell").allInnerTexts();
  return cells.slice(1).map((text) => Number(text.replaceAll(",", "")));
}

before(async () => {
  browser = await launch();
  lin = await signedIn(browser, "linxiao");
});
after(() => browser.close());

test("the preview shows each budget with what would be carried over, and what a plan holds stays with it", async () => {
  const { page } = lin;
  await opens(lin);
  await isTold(lin, new RegExp(`可结转的金额在年结时转为${YEAR + 1}年的结转预算`));
  const [carries, reserved, contracted, held, carried] = await figures(lin);
  const { items } = await call(lin, "GET", `/budgets?status=confirmed&year=${YEAR}&name=${encodeURIComponent(DEMO)}`);
  assert.equal(carries + reserved + contracted + held, Number(items[0].amount) - Number(items[0].balance.paid) - Number(items[0].balance.adjusted));
  assert.equal(carried, 0);
  await submittedPlan(lin, "黄志远", `年结占用${STAMP}`);
  await page.reload();
  assert.deepEqual(await figures(lin), [carries - 10_400, reserved + 10_400, contracted, held, carried]);
});

test("what nobody confirmed is named as left out, and the confirmation is one click away", async () => {
  const { page } = lin;
  const lines = [{ item: "A02010105", unit_price: "1234.50", quantity: 1, measure: "台", funding: [{ source: "general_budget", amount: "1234.50" }] }];
  await call(lin, "POST", "/budgets", { name: `年结未确认${STAMP}`, document_number: "闽财教预〔2026〕96号", kind: "initial", year: YEAR, lines });
  await page.reload();
  await isTold(lin, /未确认的预算，不结转/);
  const row = page.getByRole("region", { name: "未确认的预算" }).getByRole("row", { name: new RegExp(`年结未确认${STAMP}`) });
  assert.match(await row.innerText(), /1,234\.50/);
  await looksGood(lin, "rollover-preview");
  await page.getByRole("link", { name: "去预算确认" }).click();
  await page.getByRole("heading", { name: "预算确认", level: 1 }).waitFor();
  await page.getByRole("link", { name: `年结未确认${STAMP}` }).waitFor();
});

test("who may not confirm sees the same without the way there", async () => {
  const liu = await signedIn(browser, "liuyang");
  await opens(liu);
  await isTold(liu, `年结未确认${STAMP}`);
  assert.equal(await liu.page.getByRole("link", { name: "去预算确认" }).count(), 0);
  assert.deepEqual(liu.failures, []);
});

test("a year without budgets, and a year that was not rolled over, say so", async () => {
  const { page } = lin;
  await page.goto(`/budgets/rollover?view=preview&year=${YEAR - 1}`);
  await isTold(lin, `${YEAR - 1}年没有已确认的预算，没有可结转的金额`);
  await looksGood(lin, "rollover-preview-empty");
  await page.getByText("年结结果").click();
  await isTold(lin, `${YEAR - 1}年尚未年结`);
  await isTold(lin, `本单位${YEAR - 1}年的预算尚未年结`);
  assert.equal(await page.getByRole("region", { name: "各单位年结报告" }).count(), 0);
  await looksGood(lin, "rollover-results-empty");
  assert.deepEqual(lin.failures, []);
});

test("the finance office sees the units of its region, and no preview", async () => {
  const office = await signedIn(browser, "guohaiyan");
  await opens(office);
  await isTold(office, `没有单位的${YEAR - 1}年年结报告`);
  assert.equal(await office.page.getByText("年结预览").count(), 0);
  assert.equal(await office.page.getByText("本单位年结报告").count(), 0);
  await looksGood(office, "rollover-units-empty");
  assert.deepEqual(office.failures, []);
});
