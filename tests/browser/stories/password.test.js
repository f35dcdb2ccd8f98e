// 1.1: someone changes their password from the header; what is wrong is told at its field, and other windows have to sign in again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "../lib/browser.js";
import { isTold, looksGood, signedIn } from "../lib/person.js";

const OLD = "demo-only-2026";
const NEW = "浏览器里修改的密码-2026";
let browser;
let lin;

before(async () => {
  browser = await launch();
  lin = await signedIn(browser, "linzhengping");
});
after(() => browser.close());

const dialog = () => lin.page.getByRole("dialog", { name: "修改密码" });

async function types(current, next, again) {
  for (const [label, words] of [["原密码", current], ["新密码", next], ["再输入一次新密码", again]]) {
    await dialog().getByLabel(label, { exact: true }).fill(words);
  }
  await dialog().getByRole("button", { name: "修改密码", exact: true }).click();
}

test("what is wrong is told at its field, and what was typed stays", async () => {
  await lin.page.getByRole("button", { name: "修改密码", exact: true }).click();
  await types(OLD, NEW, `${NEW}!`);
  await isTold(lin, "两次输入的新密码不一致");
  await types("不是这个密码", NEW, NEW);
  await isTold(lin, "原密码不正确");
  await types(OLD, "短", "短");
  await isTold(lin, "密码应为10至128个字符");
  await looksGood(lin, "change-password");
  assert.equal(await dialog().getByLabel("原密码", { exact: true }).inputValue(), OLD);
});

test("a changed password ends other windows and this one goes on; it can be changed back", async () => {
  const other = await signedIn(browser, "linzhengping");
  await types(OLD, NEW, NEW);
  await isTold(lin, "密码已修改");
  await dialog().waitFor({ state: "hidden" });
  await lin.page.reload();
  await lin.page.getByRole("heading", { name: "工作台", level: 1 }).waitFor();
  await other.page.reload();
  await other.page.getByRole("button", { name: "登录", exact: true }).waitFor();
  await lin.page.getByRole("button", { name: "修改密码", exact: true }).click();
  await types(NEW, OLD, OLD);
  await isTold(lin, "密码已修改");
  assert.deepEqual(lin.failures, []);
});
