// What a page says when there is nothing, when it may not be seen, when the network is gone, and when a draft is deleted;
// and how lists are sorted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { call } from "../lib/api.js";
import { launch, screenshot } from "../lib/browser.js";
import { looksGood } from "../lib/looks.js";
import { isTold, signedIn } from "../lib/person.js";

const NAME = `删除草稿 ${Date.now()}`;
let browser;
let lin;

before(async () => {
  browser = await launch();
  lin = await signedIn(browser, "linxiao");
});
after(() => browser.close());

test("what does not belong to one's roles is refused with a way out, and is not in the menu", async () => {
  const office = await signedIn(browser, "guohaiyan");
  assert.equal(await office.page.getByRole("navigation", { name: "主菜单" }).getByText("新增计划").count(), 0);
  await office.page.goto("/budgets");
  await isTold(office, "您的角色不能使用此功能");
  await isTold(office, "如需使用此功能，请联系单位管理员设置角色。");
  await looksGood(office, "forbidden");
});

test("what is not there, or is another unit's, says so", async () => {
  await lin.page.goto("/plans/0000000000000000000000000000000f");
  await isTold(lin, "链接可能已失效，或该内容不在您的权限范围内。");
  await looksGood(lin, "absent");
  await lin.page.goto("/nowhere/at/all");
  await lin.page.getByRole("link", { name: /工作台/ }).first().waitFor();
});

test("a search that finds nothing says what was looked for", async () => {
  await lin.page.goto("/tasks/todo?title=没有这样的计划");
  await isTold(lin, "没有标题含“没有这样的计划”的任务");
  await looksGood(lin, "empty");
});

test("without a network the page says so, keeps what it shows, and goes on", async () => {
  const { page, context } = lin;
  await page.goto("/plans");
  await page.getByText("本单位审批中").waitFor();
  await context.setOffline(true);
  try {
    await page.getByText("本单位审批中").click();
    await isTold(lin, /无法连接服务器/);
    await screenshot(page, "offline");
    // A page that was not there yet cannot come now, and says why.
    await page.getByRole("link", { name: "预算查询" }).click();
    await isTold(lin, /网络中断/);
  } finally {
    await context.setOffline(false);
  }
  await page.getByRole("button", { name: "刷新页面" }).click();
  await page.getByRole("heading", { name: "预算查询", level: 1 }).waitFor();
});

test("a draft is deleted from the list and from its own page, after one was asked", async () => {
  const { page } = lin;
  for (const name of [`${NAME} 一`, `${NAME} 二`]) await call(lin, "POST", "/plans", { name, lines: [], attachments: [] });
  await page.goto(`/plans?name=${encodeURIComponent(NAME)}`);
  await page.getByRole("button", { name: `删除草稿 ${NAME} 一` }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "不删除" }).click();
  await page.getByRole("button", { name: `删除草稿 ${NAME} 一` }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "删除", exact: true }).click();
  await isTold(lin, `已删除草稿“${NAME} 一”`);
  await page.getByRole("link", { name: `${NAME} 一` }).waitFor({ state: "hidden" });
  await page.getByRole("row", { name: new RegExp(`${NAME} 二`) }).getByRole("link", { name: "继续编制" }).click();
  const field = page.getByRole("textbox", { name: "计划名称" });
  await field.fill(`${NAME} 三`);
  await page.getByRole("button", { name: /删除草稿/ }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "删除", exact: true }).click();
  await page.getByRole("heading", { name: "计划查询", level: 1 }).waitFor();
  const { items } = await call(lin, "GET", `/plans?scope=mine&name=${encodeURIComponent(NAME)}`);
  assert.deepEqual(items, []);
  // Nothing of it is found again either.
  await page.goto("/plans/new");
  assert.equal(await page.getByRole("textbox", { name: "计划名称" }).inputValue(), "");
});

test("a list is sorted by a click or a key on a column's head, and stays so in its address", async () => {
  const { page } = lin;
  await page.goto("/tasks/done");
  const at = page.getByRole("columnheader", { name: "办理时间" });
  await at.waitFor();
  const stands = (way) => page.locator(`th[aria-sort="${way}"]`, { hasText: "办理时间" }).waitFor();
  await stands("descending");
  await at.click();
  await page.waitForURL(/sort=at/);
  await stands("ascending");
  await at.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=-at/);
  assert.deepEqual(lin.failures, []);
});
