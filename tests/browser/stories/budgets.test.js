// 2.1, 2.6: budgets are looked through, and confirmed one by one or together.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call } from "../lib/api.js";
import { accessibilityFaults, launch, overflows, screenshot } from "../lib/browser.js";
import { isTold, signedIn } from "../lib/person.js";

const NAME = `实验室改造 ${Date.now()}`;
const LONG = "全".repeat(60 - NAME.length) + NAME;
let browser;
let linxiao;

before(async () => {
  browser = await launch();
  linxiao = await signedIn(browser, "linxiao");
  const year = new Date().getFullYear();
  const funding = [{ source: "general_budget", amount: "1000000000000.00" }];
  const line = { item: "A02010105", unit_price: "1000000000000.00", quantity: 1, measure: "台", funding };
  for (const name of [NAME, LONG]) {
    await call(linxiao, "POST", "/budgets", { name, document_number: "闽财教预〔2026〕99号", kind: "initial", year, lines: [line] });
  }
});
after(() => browser.close());

test("all that are shown are confirmed together, and can then be planned on", async () => {
  const { page } = linxiao;
  await page.goto(`/budgets/confirmation?name=${encodeURIComponent(NAME)}`);
  await page.getByRole("table").getByRole("checkbox").first().check();
  await isTold(linxiao, "已选 2 项");
  assert.deepEqual(await accessibilityFaults(page), []);
  assert.equal(await overflows(page), false);
  await screenshot(page, "confirm-budgets");
  await page.getByRole("button", { name: "确认所选 2 项" }).click();
  await isTold(linxiao, "已确认2项预算");
  await isTold(linxiao, /没有名称含/);
});

test("a name of 60 characters and 10^12 yuan break no page, at either size", async () => {
  const { page } = linxiao;
  for (const size of [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }]) {
    await page.setViewportSize(size);
    await page.goto(`/budgets?name=${encodeURIComponent(LONG)}`);
    await page.getByRole("link", { name: LONG }).click();
    await page.getByRole("heading", { name: LONG, level: 1 }).waitFor();
    await page.getByText("1,000,000,000,000.00").first().waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.equal(await overflows(page), false);
  }
  await screenshot(page, "budget");
  assert.deepEqual(linxiao.failures, []);
});
