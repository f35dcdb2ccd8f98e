// Everything by keyboard: one signs in, goes through the menu, opens a to-do, decides and sends it, without a mouse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { submittedPlan } from "../lib/api.js";
import { launch, open } from "../lib/browser.js";
import { isTold, signedIn } from "../lib/person.js";

const NAME = `键盘办理 ${Date.now()}`;
let browser;
let lead;

/** Goes on with Tab until the focus is on what has this role and name; fails when it is not to be reached. */
async function tabsTo(page, role, name, key = "Tab") {
  const wanted = page.getByRole(role, { name, exact: typeof name === "string" }).first();
  await wanted.waitFor();
  for (let tries = 0; tries < 120; tries += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`not reached by ${key}: ${role} ${name}`);
}

before(async () => {
  browser = await launch();
  const raiser = await signedIn(browser, "linxiao");
  await submittedPlan(raiser, "黄志远", NAME);
  lead = await open(browser);
});
after(() => browser.close());

test("one signs in", async () => {
  const { page } = lead;
  await page.goto("/");
  await tabsTo(page, "textbox", "用户名");
  await page.keyboard.type("huangzhiyuan");
  await tabsTo(page, "textbox", "密码");
  await page.keyboard.type("demo-only-2026");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "工作台", level: 1 }).waitFor();
});

test("one skips the menu, or goes through it, and finds a to-do", async () => {
  const { page } = lead;
  await page.reload();
  await page.getByRole("heading", { name: "工作台", level: 1 }).waitFor();
  await tabsTo(page, "link", "跳到正文");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await tabsTo(page, "link", /待办任务/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "待办任务", level: 1 }).waitFor();
  await tabsTo(page, "searchbox", "按标题查找");
  await page.keyboard.type(NAME);
  await page.keyboard.press("Enter");
  await page.waitForURL(/title=/);
  await tabsTo(page, "link", NAME);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
});

test("one decides: the move by arrows, the person from the list, the opinion typed, and sends it", async () => {
  const { page } = lead;
  const first = page.getByRole("radio").first();
  await first.waitFor();
  for (let tries = 0; tries < 120 && !(await page.evaluate(() => document.activeElement?.getAttribute("type") === "radio")); tries += 1) await page.keyboard.press("Tab");
  const wanted = page.getByRole("radio", { name: "送采购主管处室经办审批", exact: true });
  await page.keyboard.press("Space");
  for (let tries = 0; tries < 10 && !(await wanted.isChecked()); tries += 1) await page.keyboard.press("ArrowDown");
  await tabsTo(page, "combobox", /下一环节办理人/);
  await page.keyboard.type("刘洋");
  await page.locator(".ant-select-item-option-active").filter({ hasText: "刘洋" }).waitFor();
  await page.keyboard.press("Enter");
  await tabsTo(page, "textbox", /办理意见/);
  await page.keyboard.type("同意。");
  await tabsTo(page, "button", "送采购主管处室经办审批");
  await page.keyboard.press("Enter");
  await isTold(lead, /下一环节：.*刘洋/);
  assert.deepEqual(lead.failures, []);
});
