// 2.3, 2.1, 2.6: budgets come in by a workbook, all or none, every fault by its row and column; what is shown goes out as one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "../lib/browser.js";
import { isTold, looksGood, signedIn } from "../lib/person.js";
import { workbook } from "../lib/workbook.js";

const STAMP = `${Date.now()}`;
const YEAR = String(new Date().getFullYear());
const HEADINGS = ["预算名称", "批文文号", "预算类型", "年度", "品目编码", "单价（元）", "数量", "数量单位", "资金来源", "金额（元）"];
const row = (name, amount) => [name, "闽财教预〔2026〕77号", "年初预算", YEAR, "A02010105", "5000", "2", "台", "一般公共预算资金", amount];
const file = (name, rows) => ({ name, mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: workbook([HEADINGS, ...rows]) });
let browser;
let lin;

/** Presses a button that saves a file; its name. */
async function saves({ page }, button) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return (await download).suggestedFilename();
}

before(async () => {
  browser = await launch();
  lin = await signedIn(browser, "linxiao");
});
after(() => browser.close());

test("the template is there, and a file with faults brings in nothing and says where they are", async () => {
  const { page } = lin;
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "批量导入" }).click();
  await isTold(lin, /可上传 xlsx 文件，/);
  assert.match(await saves(lin, "下载导入模板"), /\.xlsx$/);
  const rows = [row(`导入甲${STAMP}`, "10000"), row(`导入乙${STAMP}`, "壹万")];
  await page.getByLabel("选择附件文件").setInputFiles(file("预算.xlsx", rows));
  await isTold(lin, /发现 1 处问题，没有导入任何一行/);
  await page.getByRole("row", { name: /^3 J/ }).waitFor();
  await looksGood(lin, "import-faults");
  assert.match(await saves(lin, "下载标注问题的文件"), /\.xlsx$/);
});

test("a good file says what it brings in, is imported once, and leads to the confirmation", async () => {
  const { page } = lin;
  await page.getByRole("button", { name: "移除 预算.xlsx" }).click();
  await page.getByLabel("选择附件文件").setInputFiles(file("预算二.xlsx", [row(`导入甲${STAMP}`, "10000"), row(`导入乙${STAMP}`, "2500.50")]));
  await isTold(lin, "检查通过：共 2 行，2 项预算");
  await isTold(lin, "12,500.50 元");
  await looksGood(lin, "import-ready");
  await page.getByRole("button", { name: "全部导入" }).click();
  await isTold(lin, "已导入 2 项预算");
  await looksGood(lin, "import-done");
  await page.getByRole("link", { name: "去预算确认" }).click();
  await page.getByRole("link", { name: `导入甲${STAMP}` }).waitFor();
  assert.match(await saves(lin, "导出 Excel"), /\.xlsx$/);
  await page.getByRole("link", { name: "预算查询" }).click();
  assert.match(await saves(lin, "导出 Excel"), /\.xlsx$/);
  assert.deepEqual(lin.failures, []);
});
