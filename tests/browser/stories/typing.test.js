// Text as people bring it: from an input method, from a table of Excel, and longer than its field.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call, lineOfComputers } from "../lib/api.js";
import { launch, open, screenshot } from "../lib/browser.js";
import { isTold, looksGood, signedIn } from "../lib/person.js";

const STAMP = `${Date.now()}`;
const BUDGET = `实训室设备 ${STAMP}`;
const NAME = `实训室设备采购 ${STAMP}`;
const LONG = `${"长".repeat(63 - STAMP.length)}${STAMP}`;
const PARAMETERS = "8核\n16GB";
let browser;
let lin;

const isSaved = ({ page }, words = /已保存 \d\d:\d\d$/) => page.locator("footer").getByText(words).waitFor();
const field = ({ page }, name) => page.getByRole("textbox", { name, exact: true });
const plan = async ({ page }) => call(lin, "GET", `/plans/${page.url().match(/plans\/([a-z0-9]+)/)[1]}`);

/** Composes as an input method does, a syllable after the other, and ends with `end`. */
async function composes({ page, context }, words, end) {
  const cdp = await context.newCDPSession(page);
  const seen = [];
  for (const text of words) {
    await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    seen.push(await page.evaluate(() => document.activeElement.value));
  }
  await cdp.send("Input.insertText", { text: end });
  await cdp.detach();
  return seen;
}

/** Puts cells on the clipboard as Excel does, and pastes them. */
async function pastes({ page, context }, text) {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(async (plain) => {
    const html = `<table><tr><td>${plain}</td></tr></table>`;
    const blob = (type, words) => new Blob([words], { type });
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob("text/plain", plain), "text/html": blob("text/html", html) })]);
  }, text);
  await page.keyboard.press("Control+v");
}

before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("a user name that an input method composes stays as it is composed, and signs in", async () => {
  const person = await open(browser);
  const { page, failures } = person;
  await page.goto("/");
  await page.getByLabel("用户名").focus();
  assert.deepEqual(await composes(person, ["L", "L'i", "L'in"], "Lin"), ["L", "L'i", "L'in"]);
  await page.keyboard.type("xiao ");
  assert.equal(await page.getByLabel("用户名").inputValue(), "Linxiao ");
  await page.getByLabel("密码", { exact: true }).fill("demo-only-2026");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "工作台", level: 1 }).waitFor();
  assert.deepEqual(failures, []);
  lin = await signedIn(browser, "linxiao");
});

test("a table of Excel becomes the lines of a budget, and what did not fit is named", async () => {
  const { page } = lin;
  await page.goto("/budgets/new");
  await page.getByLabel("预算名称").fill(BUDGET);
  await page.getByLabel("预算批文文号").fill("闽财教预〔2026〕77号");
  await page.getByRole("radio", { name: "年初预算" }).check();
  await page.getByRole("combobox", { name: "第1行品目" }).focus();
  await pastes(lin, "台式计算机\t￥5,000.00\t100\t台\t500,000\r\n没有的品目\t约三百\t2\t个\t600\r\n");
  await isTold(lin, "已粘贴 2 行，以下 2 处没有填入");
  await isTold(lin, "第2行品目“没有的品目”：采购目录中没有这个品目");
  await looksGood(lin, "paste-budget");
  await page.getByRole("button", { name: "撤销粘贴" }).click();
  assert.equal(await field(lin, "第2行单位").count(), 0);
  await page.getByRole("combobox", { name: "第1行品目" }).focus();
  await pastes(lin, "A02010105\t5000\t100\t台\t500000\r\n");
  await isTold(lin, "已粘贴 1 行");
  await page.getByRole("button", { name: "提交，去确认" }).click();
  await isTold(lin, "已新增预算");
});

test("a table goes into the lines of a plan, adds lines, and is saved with them", async () => {
  const { page } = lin;
  const { budget, line } = await lineOfComputers(lin);
  const lines = [{ budget, budget_line: line.number, item: line.item, unit_price: "5200.00", quantity: 2, measure: "台" }];
  const { id } = await call(lin, "POST", "/plans", { name: NAME, lines, attachments: [] });
  await page.goto(`/plans/${id}/edit?step=2`);
  await page.getByRole("combobox", { name: "第1行品目" }).focus();
  await pastes(lin, `${line.item}\t5,100\t3\t台\t"8核\r\n16GB"\r\n${line.item_name}\t4800.5\t1\t套\t\r\n火星车\t1\t1\t辆\t一辆\t备注\r\n`);
  await isTold(lin, "已粘贴 3 行，以下 2 处没有填入");
  await isTold(lin, "第3行品目“火星车”：采购目录中没有这个品目");
  await isTold(lin, "超出最后一列的 1 格（第3行“备注”）");
  await looksGood(lin, "paste-plan");
  await isSaved(lin);
  const { draft } = await plan(lin);
  const cells = draft.lines.map((one) => [one.budget_line, one.item ?? null, one.unit_price, one.quantity, one.measure, one.parameters ?? null]);
  assert.deepEqual(cells, [
    [line.number, line.item, "5100.00", 3, "台", PARAMETERS],
    [line.number, line.item, "4800.50", 1, "套", null],
    [line.number, null, "1.00", 1, "辆", "一辆"],
  ]);
  await page.getByRole("button", { name: "撤销粘贴" }).click();
  await isTold(lin, "共 1 行，合计 10,400.00 元");
  await isSaved(lin);
});

test("what is longer than its field is kept and marked, and keeps nothing else from being saved", async () => {
  const { page } = lin;
  await field(lin, "第1行单位").fill("一二三四五六七八九十一");
  await field(lin, "第1行单价").fill("5300");
  await isTold(lin, "最多10个字，现在有11个字");
  await isSaved(lin, /标红的内容除外/);
  await page.getByRole("button", { name: "上一步" }).click();
  await page.getByLabel("计划名称").fill(LONG);
  await isTold(lin, "最多60个字，现在有63个字");
  await isTold(lin, "63/60");
  await isSaved(lin, /标红的内容除外/);
  await looksGood(lin, "overlong-name");
  const { name, draft } = await plan(lin);
  assert.deepEqual([name, draft.lines[0].unit_price, draft.lines[0].measure], [NAME, "5300.00", "台"]);
  // It is still there after the page was left, and is saved once it fits.
  await page.reload();
  await isTold(lin, "已恢复上次在本机填写、还没有保存的内容");
  assert.equal(await page.getByLabel("计划名称").inputValue(), LONG);
  await page.getByLabel("计划名称").fill(`${NAME}（二期）`);
  await page.getByRole("button", { name: "下一步" }).click();
  await looksGood(lin, "overlong-cell");
  await field(lin, "第1行单位").fill("台");
  await isSaved(lin);
  assert.equal((await plan(lin)).name, `${NAME}（二期）`);
});

test("what an input method composes in a draft is saved when it is whole, and its Enter stays in the cell", async () => {
  const { page } = lin;
  const cell = field(lin, "第1行商品参数");
  await cell.fill("");
  await cell.focus();
  assert.deepEqual(await composes(lin, ["h", "he"], "核"), ["h", "he"]);
  await page.keyboard.type("16GB");
  await isSaved(lin);
  assert.equal((await plan(lin)).draft.lines[0].parameters, "核16GB");
  assert.deepEqual(lin.failures, []);
});
