// 2.2, 2.6, 3.1, 3.5, 3.10, 4.3: a budget is entered and confirmed, a plan is written upon it by keyboard, saved as one
// types, found again, sent, and changed under way.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { after, before, test } from "node:test";

import { call } from "../lib/api.js";
import { accessibilityFaults, launch, overflows, screenshot, SIZES } from "../lib/browser.js";
import { agrees, chooses, decides, isTold, opensTodo, signedIn } from "../lib/person.js";

const STAMP = Date.now();
const BUDGET = `语音室设备 ${STAMP}`;
const NAME = `语音室电脑采购 ${STAMP}`;
const file = (name, text) => ({ name, mimeType: "application/pdf", buffer: Buffer.from(text) });
let browser;
let lin;

/** The field that one is in, by its name. */
const at = ({ page }) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
const press = async ({ page }, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Presses a key that leads to another field, and waits until one is there. */
const moves = async (person, ...keys) => {
  for (const key of keys) {
    const from = await at(person);
    await person.page.keyboard.press(key);
    await person.page.waitForFunction((label) => document.activeElement?.getAttribute("aria-label") !== label, from);
  }
};
const isAt = ({ page }, field) => page.waitForFunction((label) => document.activeElement?.getAttribute("aria-label") === label, field);
const types = ({ page }, text) => page.keyboard.type(text);
const name = ({ page }) => page.getByRole("textbox", { name: "计划名称" });
const next = ({ page }) => page.getByRole("button", { name: "下一步" }).click();
const isSaved = ({ page }) => page.locator("footer").getByText(/已保存 \d\d:\d\d$/).waitFor();

async function looksGood(person) {
  for (const size of Object.values(SIZES)) {
    await person.page.setViewportSize(size);
    assert.deepEqual(await accessibilityFaults(person.page), []);
    assert.equal(await overflows(person.page), false);
  }
  await person.page.setViewportSize(SIZES.laptop);
}

before(async () => {
  browser = await launch();
  lin = await signedIn(browser, "linxiao");
});
after(() => browser.close());

test("a budget is entered by keyboard, its amount the sum of its sources, and what is missing is told at its field", async () => {
  const { page } = lin;
  await page.getByRole("link", { name: "新增预算" }).click();
  await page.getByRole("button", { name: "提交，去确认" }).click();
  await page.getByText("请填写预算名称").waitFor();
  await page.getByLabel("预算名称").fill(BUDGET);
  await page.getByLabel("预算批文文号").fill("闽财教预〔2026〕88号");
  await page.getByRole("radio", { name: "预算追加" }).check();
  await page.getByRole("combobox", { name: "第1行品目" }).focus();
  await types(lin, "台式计算机");
  await page.locator(".ant-select-item-option-active").filter({ hasText: "A02010105" }).waitFor();
  await press(lin, "Enter");
  await page.locator(".ant-select-item-option-active").waitFor({ state: "hidden" });
  await moves(lin, "Enter");
  await isAt(lin, "第1行单价");
  for (const text of ["5,000", "10", "台", "30000"]) {
    await types(lin, text);
    await moves(lin, "Enter");
  }
  await page.getByLabel("选择附件文件").setInputFiles(file("财政批文.pdf", "%PDF-1.4\n批文\n%%EOF\n"));
  await isTold(lin, "已通过检查");
  await page.getByRole("combobox", { name: "财政批文.pdf 附件类型" }).waitFor();
  await looksGood(lin);
  // Nothing typed is lost with the page.
  await page.reload();
  await isTold(lin, "已恢复上次填写、还没有提交的内容");
  await page.getByRole("textbox", { name: "第1行单位资金" }).fill("20000");
  await isTold(lin, "50,000.00");
  await screenshot(page, "new-budget");
  await page.getByRole("button", { name: "提交，去确认" }).click();
  await page.getByRole("row", { name: new RegExp(BUDGET) }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "确认所选 1 项" }).click();
  await agrees(lin, "确认 1 项预算", "确认");
  await isTold(lin, "已确认 1 项预算");
});

test("a plan begins with its name, is there at once, and takes its lines from the budget", async () => {
  const { page } = lin;
  await page.getByRole("link", { name: "新增计划" }).click();
  await name(lin).waitFor();
  await types(lin, NAME);
  await isSaved(lin);
  assert.match(page.url(), /\/plans\/[a-z0-9]+\/edit/);
  await page.getByLabel("按预算名称查找").fill(BUDGET);
  await press(lin, "Enter");
  await page.getByRole("button", { name: new RegExp(BUDGET) }).waitFor();
  await page.getByRole("button", { name: "选用 台式计算机" }).click();
  await isTold(lin, "共 1 行，合计 50,000.00 元");
  await looksGood(lin);
});

test("the lines are filled in by keyboard alone, with totals and warnings beside them", async () => {
  const { page } = lin;
  await next(lin);
  await page.getByRole("textbox", { name: "第1行单价" }).waitFor();
  await isAt(lin, "第1行单价");
  await types(lin, "5200");
  await moves(lin, "Enter");
  await types(lin, "4");
  await moves(lin, "Enter", "Enter");
  await isAt(lin, "第1行商品参数");
  await types(lin, "8核处理器");
  await moves(lin, "Enter");
  await isAt(lin, "第2行使用预算");
  await moves(lin, "Enter", "Enter", "Enter");
  await isAt(lin, "第2行数量");
  await types(lin, "很多");
  await isTold(lin, "数量应为整数");
  await moves(lin, "ArrowUp");
  await isAt(lin, "第1行数量");
  await moves(lin, "ArrowDown");
  await press(lin, "Control+a");
  await types(lin, "1000");
  await isTold(lin, /超出可用/);
  await isTold(lin, /单价高于预算单价 5,000.00 元/);
  await screenshot(page, "plan-lines");
  await looksGood(lin);
  await page.getByRole("textbox", { name: "第2行数量" }).focus();
  await press(lin, "Control+Delete");
  await isTold(lin, /已删除第2行/);
  await isTold(lin, "共 1 行，合计 20,800.00 元");
  await isSaved(lin);
});

test("attachments are sent with their progress and looked at; what is refused says why", async () => {
  const { page } = lin;
  await next(lin);
  await page.getByLabel("选择附件文件").setInputFiles([file("资产购置批复.pdf", "%PDF-1.4\n批复\n%%EOF\n"), file("损坏.pdf", "这不是PDF")]);
  await isTold(lin, "已通过检查");
  await isTold(lin, "文件内容与文件名的格式不符");
  await screenshot(page, "plan-attachments");
  await looksGood(lin);
  await next(lin);
  await page.getByRole("button", { name: /损坏.pdf.*不能使用/ }).click();
  await page.getByRole("button", { name: "移除 损坏.pdf" }).click();
});

test("what was typed without a connection is found again after a crash, and saved", async () => {
  const { page, context, failures } = lin;
  await page.getByText("名称与预算", { exact: true }).click();
  await isSaved(lin);
  await context.setOffline(true);
  await name(lin).fill(`${NAME}（一期）`);
  await isTold(lin, /未保存——网络中断/);
  await page.close();
  await context.setOffline(false);
  lin.page = await context.newPage();
  lin.page.on("pageerror", (error) => failures.push(String(error)));
  await lin.page.goto(page.url());
  await isTold(lin, "已恢复上次在本机填写、还没有保存的内容");
  assert.equal(await name(lin).inputValue(), `${NAME}（一期）`);
  await isSaved(lin);
});

test("who was changed in another window chooses which content goes on, and loses neither", async () => {
  const { page } = lin;
  const plan = page.url().match(/plans\/([a-z0-9]+)/)[1];
  const { draft, version } = await call(lin, "GET", `/plans/${plan}`);
  await call(lin, "PUT", `/plans/${plan}`, { ...draft, version, name: `${NAME}（另一窗口）` });
  await name(lin).fill(`${NAME}（二期）`);
  await isTold(lin, "这份计划已在别的窗口或电脑上修改");
  await looksGood(lin);
  await page.getByRole("button", { name: "载入较新的内容" }).click();
  await isTold(lin, "您刚才填写的内容还可以找回");
  assert.equal(await name(lin).inputValue(), `${NAME}（另一窗口）`);
  await page.getByRole("button", { name: "改用我刚才填写的内容" }).click();
  await isSaved(lin);
  assert.equal((await call(lin, "GET", `/plans/${plan}`)).name, `${NAME}（二期）`);
});

test("it is looked at as it will be printed, sent, and the answer names who has it", async () => {
  const { page } = lin;
  await name(lin).fill(NAME);
  await isSaved(lin);
  for (let step = 0; step < 3; step += 1) await next(lin);
  await page.getByRole("article", { name: "计划预览" }).getByText("贰万零捌佰元整").waitFor();
  await page.getByRole("radio", { name: "送需求处室领导审核" }).check();
  await chooses(lin, "黄志远");
  await page.getByRole("textbox", { name: "办理意见" }).fill("请审核。");
  await screenshot(page, "plan-preview");
  await looksGood(lin);
  await page.getByRole("button", { name: "送审", exact: true }).click();
  await isTold(lin, "已送 黄志远（需求处室领导审核）办理");
  await screenshot(page, "plan-sent");
});

test("under way it is changed by the same form, which tells what will be recorded and where the budget is not enough", async () => {
  const huang = await signedIn(browser, "huangzhiyuan");
  await opensTodo(huang, NAME);
  await decides(huang, "送采购主管处室经办审批", { to: "刘洋", opinion: "同意。" });
  await isTold(huang, /下一环节：.*刘洋/);
  const liu = await signedIn(browser, "liuyang");
  await opensTodo(liu, NAME);
  await liu.page.getByRole("button", { name: "修改计划信息" }).click();
  const quantity = liu.page.getByRole("textbox", { name: "第1行数量" });
  await quantity.fill("40");
  await isTold(liu, "本次修改将记录 2 处");
  await liu.page.getByRole("button", { name: "保存修改" }).click();
  await isTold(liu, /第1行预算可用金额不足/);
  await screenshot(liu.page, "edit-under-way");
  await looksGood(liu);
  await quantity.fill("5");
  await liu.page.getByRole("button", { name: "保存修改" }).click();
  await isTold(liu, /已保存修改，共2处/);
  await liu.page.getByRole("heading", { name: "修改痕迹" }).waitFor();
  for (const person of [lin, huang, liu]) assert.deepEqual(person.failures, [], person.userName);
});
