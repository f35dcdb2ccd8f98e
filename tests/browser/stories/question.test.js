// 3.13: a supplier questions a filed project; the purchaser forwards it to an agency, who answers; the supplier reads it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call, filedPlan } from "../lib/api.js";
import { launch, screenshot } from "../lib/browser.js";
import { looksGood } from "../lib/looks.js";
import { isTold, opensTodo, sends, signedIn } from "../lib/person.js";

const NAME = `光谱仪采购 ${Date.now()}`.padEnd(60, "长");
const PDF = { name: "质疑函（签章）.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n") };
let browser;
let people;
let number;

before(async () => {
  browser = await launch();
  people = {};
  for (const name of ["linxiao", "huangzhiyuan", "liuyang", "wangjianguo", "chenhaoran", "guohaiyan", "panlei", "heyun"]) people[name] = await signedIn(browser, name);
  ({ number } = await filedPlan(people, NAME));
});
after(() => browser.close());

test("the supplier names the project, is told what its letter lacks, and sends it", async () => {
  const { panlei: pan } = people;
  const { page } = pan;
  await page.goto("/");
  await looksGood(pan, "supplier-workbench");
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "提出质疑" }).click();
  await page.getByLabel("项目备案号").fill("[3500]2026-00000");
  await page.getByRole("button", { name: "填写质疑函" }).click();
  await isTold(pan, "没有以此备案号备案的采购项目，请核对后重新填写");
  await looksGood(pan, "question-new");
  await page.getByLabel("项目备案号").fill(number);
  await page.getByRole("button", { name: "填写质疑函" }).click();
  await page.getByRole("heading", { name: `质疑：${NAME}`, level: 1 }).waitFor();
  await sends(pan, "提交质疑");
  await isTold(pan, "请填写联系人");
  await isTold(pan, /^还有 \d+ 处需要填写或修改，见标红处$/);
  await looksGood(pan, "question-lacking");
});

test("who was changed in another window chooses which letter goes on", async () => {
  const { panlei: pan } = people;
  const { page } = pan;
  const question = page.url().match(/questions\/([a-z0-9]+)/)[1];
  const { letter, version } = await call(pan, "GET", `/questions/${question}`);
  await call(pan, "PUT", `/questions/${question}`, { version, task: null, letter: { ...letter, contact: "另一窗口" } });
  const contact = page.getByLabel(/^\*?联系人/);
  await contact.fill("潘");
  await isTold(pan, "这份质疑函已在别的窗口或电脑上修改");
  await looksGood(pan, "question-conflict");
  await page.getByRole("button", { name: "载入较新的内容" }).click();
  await page.getByText("这份质疑函已在别的窗口或电脑上修改").waitFor({ state: "detached" });
  assert.equal(await contact.inputValue(), "另一窗口");
});

test("the letter is saved as it is filled in, and sent", async () => {
  const { panlei: pan } = people;
  const { page } = pan;
  await page.getByRole("radio", { name: "采购文件", exact: true }).check();
  await page.getByLabel(/获取采购文件/).fill(new Date().toISOString().slice(0, 10));
  await page.getByLabel(/采购文件获取日期/).fill(new Date().toISOString().slice(0, 10));
  await page.getByLabel(/^\*?联系人/).fill("潘磊");
  await page.getByLabel(/联系电话/).fill("0591-87654321");
  await page.getByLabel(/邮编/).fill("350003");
  await page.getByLabel(/地址/).fill("福州市鼓楼区软件大道1号");
  await page.getByLabel(/具体事项/).fill("评分标准以特定品牌的参数计分，指向特定产品。");
  await page.getByLabel(/事实依据/).fill("采购文件第三章第2条所列参数只有一家产品满足。");
  await page.getByLabel(/法律依据/).fill("《政府采购法》第二十二条第二款。");
  await page.getByLabel(/质疑请求/).fill("修改评分标准后重新公告。");
  await page.getByLabel("选择附件文件").setInputFiles(PDF);
  await page.getByText("已通过检查").waitFor();
  await page.getByText(/处需要填写或修改/).waitFor({ state: "detached" });
  await looksGood(pan, "question-letter");
  await sends(pan, "提交质疑");
  await isTold(pan, "已送采购人答复质疑办理");
  await page.getByRole("button", { name: "查看质疑" }).click();
  await page.getByText("流转状态").waitFor();
  await looksGood(pan, "question-sent");
  assert.deepEqual(pan.failures, []);
});

test("the handler reads it, sees why it cannot be answered yet, and forwards it to an agency", async () => {
  const { linxiao: lin } = people;
  const { page } = lin;
  await opensTodo(lin, NAME);
  await isTold(lin, "请先逐项填写答复");
  await page.getByText("评分标准以特定品牌的参数计分").first().waitFor();
  await looksGood(lin, "question-decision");
  await page.getByRole("button", { name: `查看 ${PDF.name}` }).click();
  await page.locator("iframe").waitFor();
  await page.waitForTimeout(1_000);
  await screenshot(page, "question-paper");
  assert.deepEqual(lin.failures, []);
  await page.locator(".ant-modal-close").first().click();
  await page.getByRole("radio", { name: "转代理机构答复", exact: true }).check();
  const box = page.getByRole("combobox", { name: /下一环节办理机构/ });
  await box.click();
  await box.fill("示范招标");
  await page.locator(".ant-select-item-option").filter({ hasText: "福建示范招标代理有限公司" }).first().click();
  await screenshot(page, "question-forwarding");
  await sends(lin, "转代理机构答复");
  await isTold(lin, /办理成功：转代理机构答复/);
  await page.goto(`/questions?name=${encodeURIComponent(NAME)}`);
  await page.getByText("代理机构答复质疑").waitFor();
  await looksGood(lin, "questions");
});

test("the agency takes it from its pool and answers every point", async () => {
  const { heyun: he } = people;
  const { page } = he;
  await page.goto("/");
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "待领取任务" }).click();
  await looksGood(he, "agency-pool");
  await page.getByRole("row").filter({ hasText: NAME }).getByRole("button", { name: /领取/ }).click();
  await page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
  await isTold(he, "还有 4 处未填写；提交前供应商看不到");
  await page.getByRole("radio", { name: "不成立", exact: true }).check();
  await page.getByLabel(/答复内容/).fill("三个以上品牌满足所列参数，评分标准不指向特定产品。");
  await page.getByLabel(/事实依据和法律依据/).fill("采购文件第三章第2条；《政府采购需求管理办法》第九条。");
  await page.getByRole("radio", { name: "不影响采购结果，继续开展采购活动", exact: true }).check();
  await isTold(he, "已填写完整，可以答复供应商");
  await page.getByRole("radio", { name: "答复供应商", exact: true }).check();
  await looksGood(he, "question-answering");
  await sends(he, "答复供应商");
  await isTold(he, "质疑已答复供应商。");
  assert.deepEqual(he.failures, []);
});

test("the supplier reads the answer and where to complain, and nothing of what was said within", async () => {
  const { panlei: pan } = people;
  const { page } = pan;
  await page.goto(`/questions?view=finished&name=${encodeURIComponent(NAME)}`);
  await page.getByRole("link", { name: NAME }).click();
  await isTold(pan, "三个以上品牌满足所列参数，评分标准不指向特定产品。");
  await isTold(pan, /可以在答复期满后15个工作日内向福建省本级财政部门/);
  assert.equal(await page.getByText("林晓").count(), 0);
  await looksGood(pan, "question-answered");
});
