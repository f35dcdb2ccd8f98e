// 2.1, 2.2, 2.4, 2.5, 2.6, 2.8: a budget is cancelled, edited and confirmed anew, adjusted to the fen, planned on; what is
// behind its figures is looked at, and what was adjusted is reviewed before the plan goes on.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { after, before, test } from "node:test";

import { call } from "../lib/api.js";
import { attached, submittedPlanOn } from "../lib/budgets.js";
import { launch } from "../lib/browser.js";
import { agrees, decides, isTold, looksGood, opensTodo, signedIn } from "../lib/person.js";

const STAMP = `${Date.now()}`;
const YEAR = new Date().getFullYear();
const NAME = `语音教室${STAMP}`;
const NEW = `改购课桌${STAMP}`;
const PLAN = `课桌采购${STAMP}`;
let browser;
let lin;
let id;

const sees = ({ page }, button) => page.getByRole("button", { name: button, exact: true });
const paper = { name: "会议纪要.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n纪要\n%%EOF\n") };

/** Picks an item by its name, in the first line. */
async function picks({ page }, name, code) {
  await page.getByRole("combobox", { name: "第1行品目" }).click();
  await page.getByRole("combobox", { name: "第1行品目" }).fill(name);
  await page.locator(".ant-select-item-option").filter({ hasText: code }).first().click();
}

before(async () => {
  browser = await launch();
  lin = await signedIn(browser, "linxiao");
  const funding = [{ source: "general_budget", amount: "50000.00" }, { source: "unit_funds", amount: "10000.00" }];
  const lines = [{ item: "A02010105", unit_price: "6000.00", quantity: 10, measure: "台", funding }];
  const entry = { name: NAME, document_number: "闽财教预〔2026〕66号", kind: "initial", year: YEAR, lines };
  ({ id } = await call(lin, "POST", "/budgets", entry));
  await call(lin, "POST", `/budgets/${id}/confirmation`);
});
after(() => browser.close());

test("a confirmed budget that nothing uses is cancelled, and can be edited again", async () => {
  const { page } = lin;
  await page.goto(`/budgets/${id}`);
  await sees(lin, "撤销").click();
  await agrees(lin, "撤销后它回到待确认", "撤销");
  await isTold(lin, "已撤销，可以修改后重新确认");
  await sees(lin, "修改").click();
  await page.getByRole("heading", { name: "修改预算", level: 1 }).waitFor();
  await page.getByRole("textbox", { name: "第1行单位资金" }).fill("20000.50");
  await isTold(lin, "70,000.50");
  await looksGood(lin, "edit-budget");
});

test("who edits at the same time chooses whose content goes on, and loses nothing", async () => {
  const { page } = lin;
  const { version, lines } = await call(lin, "GET", `/budgets/${id}`);
  const [line] = lines;
  const funding = line.funding.map(({ source, amount }) => ({ source, amount }));
  const theirs = { item: line.item, unit_price: line.unit_price, quantity: 9, measure: line.measure, funding };
  await call(lin, "PUT", `/budgets/${id}`, { version, name: NAME, document_number: "闽财教预〔2026〕66号", kind: "initial", year: YEAR, lines: [theirs], attachments: [] });
  await sees(lin, "保存修改").click();
  await isTold(lin, "这项预算已在别的窗口或电脑上修改");
  await looksGood(lin, "edit-budget-conflict");
  assert.equal(await page.getByRole("textbox", { name: "第1行单位资金" }).inputValue(), "20,000.50");
  await sees(lin, "以我填写的为准").click();
  await isTold(lin, "已修改预算");
  await sees(lin, "预算确认").click();
  await agrees(lin, "确认后即可用于编制计划", "确认");
  await isTold(lin, "已确认，可以用于编制计划");
  assert.equal((await call(lin, "GET", `/budgets/${id}`)).amount, "70000.50");
});

test("an adjustment keeps the amount to the fen: what is missing is told as one types, and is not sent", async () => {
  const { page } = lin;
  await sees(lin, "预算调剂").click();
  await page.getByRole("heading", { name: "预算调剂", level: 1 }).waitFor();
  await page.getByLabel("调剂后预算名称").fill(NEW);
  await page.getByLabel("调剂理由").fill("语音教室改为普通教室，需购置课桌");
  await page.getByRole("textbox", { name: "第1条 一般公共预算资金 调剂金额" }).fill("30000");
  await picks(lin, "教学", "A05010203");
  await page.getByRole("textbox", { name: "第1行单价" }).fill("600");
  await page.getByRole("textbox", { name: "第1行数量" }).fill("50");
  await page.getByRole("textbox", { name: "第1行单位", exact: true }).fill("张");
  await page.getByRole("textbox", { name: "第1行一般公共预算资金" }).fill("29999.99");
  await isTold(lin, "还需调入 0.01 元");
  await sees(lin, "提交，去确认").click();
  await isTold(lin, "请上传一个附件");
  await looksGood(lin, "adjust-uneven");
  // Nothing typed is lost with the page.
  await page.reload();
  await isTold(lin, "已恢复上次填写、还没有提交的内容");
  await page.getByRole("textbox", { name: "第1行一般公共预算资金" }).fill("30000");
  await page.getByLabel("选择附件文件").setInputFiles(paper);
  await isTold(lin, "已通过检查");
  await looksGood(lin, "adjust");
  await sees(lin, "提交，去确认").click();
  await isTold(lin, "已办理预算调剂，金额已占用");
  await page.getByRole("heading", { name: NEW, level: 1 }).waitFor();
  await isTold(lin, "修改：只有新增预算可以修改；预算调剂可删除后重新办理");
  await looksGood(lin, "adjustment-unconfirmed");
});

test("what is adjusted is held at once; deleting the adjustment gives it back", async () => {
  const { page } = lin;
  await sees(lin, "删除").click();
  await agrees(lin, "占用的 30,000.00 元 退回原预算", "删除");
  await page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
  const { balance } = await call(lin, "GET", `/budgets/${id}`);
  assert.deepEqual([balance.free, balance.held], ["70000.50", "0.00"]);
});

test("an adjustment is confirmed, and its budget shows it before and after", async () => {
  const { page } = lin;
  const upload = await attached(lin, paper.name, paper.buffer);
  const lines = [{ item: "A05010203", unit_price: "600.00", quantity: 50, measure: "张", funding: [{ source: "general_budget", amount: "30000.00" }] }];
  const takes = [{ line: 1, source: "general_budget", amount: "30000.00" }];
  const adjusted = await call(lin, "POST", `/budgets/${id}/adjustments`, { name: NEW, reason: "需购置课桌", takes, lines, attachment: { kind: "meeting_minutes", upload } });
  await page.goto(`/budgets/${adjusted.id}`);
  await sees(lin, "预算确认").click();
  await agrees(lin, NEW, "确认");
  await isTold(lin, "已确认，可以用于编制计划");
  await page.getByRole("link", { name: "查看原预算" }).first().click();
  await page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
  await page.getByRole("table", { name: "调剂前" }).getByText("台式计算机").waitFor();
  await page.getByRole("table", { name: "调剂后" }).getByText("30,000.00").waitFor();
  await looksGood(lin, "adjusted");
  await isTold(lin, "撤销：该预算已被计划、调剂或年结使用，不能撤销");
  assert.equal(await sees(lin, "撤销").isDisabled(), true);
  await page.goto(`/budgets/${adjusted.id}`);
  const download = page.waitForEvent("download");
  await sees(lin, "下载 会议纪要.pdf").click();
  assert.equal((await download).suggestedFilename(), "会议纪要.pdf");
});

test("behind a figure stands the plan that holds it, and is reached from there", async () => {
  const { page } = lin;
  const { items } = await call(lin, "GET", `/budgets?name=${encodeURIComponent(NEW)}`);
  await submittedPlanOn(lin, items[0].id, "黄志远", PLAN, "600.00", 10);
  await page.goto(`/budgets?name=${encodeURIComponent(NEW)}`);
  await page.getByRole("link", { name: NEW }).click();
  await page.getByRole("button", { name: /计划占用 6,000.00 元/ }).click();
  await page.getByRole("dialog").getByRole("link", { name: PLAN }).waitFor();
  await looksGood(lin, "entries");
  await page.getByRole("dialog").getByRole("link", { name: PLAN }).click();
  await page.getByRole("heading", { name: PLAN, level: 1 }).waitFor();
});

test("the procurement lead sees what was adjusted before and after, and the plan goes on once it is marked as reviewed", async () => {
  const huang = await signedIn(browser, "huangzhiyuan");
  await opensTodo(huang, PLAN);
  await decides(huang, "送采购主管处室经办审批", { to: "刘洋", opinion: "同意。" });
  await isTold(huang, /下一环节：.*刘洋/);
  const liu = await signedIn(browser, "liuyang");
  await opensTodo(liu, PLAN);
  await decides(liu, "送采购主管处室领导审核", { opinion: "请审核。" });
  await isTold(liu, /下一环节：/);
  const lead = await signedIn(browser, "wangjianguo");
  await opensTodo(lead, PLAN);
  await lead.page.getByRole("heading", { name: "追加、调剂预算审核" }).waitFor();
  await lead.page.getByRole("table", { name: "调剂前" }).first().waitFor();
  await isTold(lead, "计划使用了追加或调剂的预算，请先审核");
  await looksGood(lead, "budget-review");
  await sees(lead, "标记已审核").click();
  await isTold(lead, "已标记为已审核");
  await lead.page.getByRole("article", { name: NEW }).first().getByText("已审核", { exact: true }).waitFor();
  await lead.page.getByText("计划使用了追加或调剂的预算，请先审核").waitFor({ state: "hidden" });
  await lead.page.getByRole("radio", { name: "送单位领导审核" }).check();
  await looksGood(lead, "budget-reviewed");
  for (const person of [lin, huang, liu, lead]) assert.deepEqual(person.failures, [], person.userName);
});
