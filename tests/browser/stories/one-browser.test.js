// Two accounts in one browser, and two tabs of one account: nobody acts under another's name, and no text writes over another.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call } from "../lib/api.js";
import { launch } from "../lib/browser.js";
import { expect } from "../lib/expect.js";
import { looksGood } from "../lib/looks.js";
import { isTold, signedIn, signIn } from "../lib/person.js";

const NAME = `同一浏览器 ${Date.now()}`;
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Another tab of the same browser. */
async function tabOf({ context, failures }, userName) {
  const page = await context.newPage();
  page.on("pageerror", (error) => failures.push(String(error)));
  return { page, context, failures, userName };
}

/** Signs out of the browser in this tab, and in as somebody else. */
async function changesTo(tab) {
  await tab.page.goto("/");
  await tab.page.getByRole("button", { name: "退出" }).click();
  await tab.page.getByRole("button", { name: "登录", exact: true }).waitFor();
  await signIn(tab);
  await tab.page.getByRole("heading", { name: "工作台", level: 1 }).waitFor();
}

test("when somebody else signs in in another tab, the first tab says so, saves nothing, and keeps what was typed for its owner", async () => {
  const lin = await signedIn(browser, "linxiao");
  await lin.page.goto("/budgets/new");
  await lin.page.getByRole("textbox", { name: "预算名称" }).fill(`${NAME} 林晓的`);
  const liu = await tabOf(lin, "chenyuting");
  await changesTo(liu);
  await isTold(lin, "登录身份已变更为别的账号");
  await isTold(lin, /本页没有以陈雨婷的名义保存或提交任何内容/);
  await looksGood(lin, "another-person");
  // The other one sees nothing of it.
  await liu.page.goto("/budgets/new");
  assert.equal(await liu.page.getByRole("textbox", { name: "预算名称" }).inputValue(), "");
  await lin.page.getByRole("button", { name: "以陈雨婷的身份重新载入" }).click();
  await lin.page.getByRole("heading", { name: "工作台", level: 1 }).waitFor();
  await expect(lin.page.locator("header").getByText("陈雨婷"), "the new person's name");
  // The owner finds it again.
  await liu.page.close();
  await changesTo(lin);
  await lin.page.goto("/budgets/new");
  await lin.page.getByRole("button", { name: /继续填写/ }).click();
  assert.equal(await lin.page.getByRole("textbox", { name: "预算名称" }).inputValue(), `${NAME} 林晓的`);
  await lin.page.getByRole("button", { name: "清空重填" }).click();
  assert.deepEqual(lin.failures, []);
});

test("two tabs each write a new budget; a third is asked which to go on with, and none is lost", async () => {
  const lin = await signedIn(browser, "linxiao");
  const name = ({ page }) => page.getByRole("textbox", { name: "预算名称" });
  await lin.page.goto("/budgets/new");
  await name(lin).fill(`${NAME} 甲`);
  const second = await tabOf(lin, "linxiao");
  await second.page.goto("/budgets/new");
  // What the first tab is writing is not gone on with here.
  await isTold(second, "正在另一窗口填写");
  await looksGood(second, "begun-elsewhere");
  await second.page.getByRole("button", { name: "另外新增一份" }).click();
  await name(second).fill(`${NAME} 乙`);
  for (const [tab, words] of [[lin, "甲"], [second, "乙"]]) {
    await tab.page.reload();
    await isTold(tab, "已恢复上次填写、还没有提交的内容");
    assert.equal(await name(tab).inputValue(), `${NAME} ${words}`);
  }
  await second.page.close();
  const third = await tabOf(lin, "linxiao");
  await third.page.goto("/budgets/new");
  await isTold(third, "有2份预算没有填写完");
  await looksGood(third, "begun");
  await third.page.getByRole("button", { name: `继续填写 ${NAME} 乙` }).click();
  assert.equal(await name(third).inputValue(), `${NAME} 乙`);
  assert.deepEqual(lin.failures, []);
});

test("the same draft in two tabs: the later one is asked which text counts, and keeps its own until then", async () => {
  const lin = await signedIn(browser, "linxiao");
  const plan = await call(lin, "POST", "/plans", { name: `${NAME} 计划`, lines: [], attachments: [] });
  const second = await tabOf(lin, "linxiao");
  const name = ({ page }) => page.getByRole("textbox", { name: "计划名称" });
  for (const { page } of [lin, second]) {
    await page.goto(`/plans/${plan.id}/edit`);
    await page.getByRole("textbox", { name: "计划名称" }).waitFor();
  }
  await name(lin).fill(`${NAME} 计划一`);
  await isTold(lin, /已保存 \d\d:\d\d/);
  await name(second).fill(`${NAME} 计划二`);
  await isTold(second, "这份计划已在别的窗口或电脑上修改");
  await second.page.getByRole("button", { name: "保留我填写的内容" }).click();
  await isTold(second, /已保存 \d\d:\d\d/);
  assert.equal((await call(lin, "GET", `/plans/${plan.id}`)).name, `${NAME} 计划二`);
  assert.deepEqual(lin.failures, []);
});
