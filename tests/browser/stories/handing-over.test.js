// 13.3: what lies with somebody who is away is handed over, by whoever sent it, or by the unit's administrator.
import { after, before, test } from "node:test";

import { decided, submittedPlan, todoOf } from "../lib/api.js";
import { launch, screenshot } from "../lib/browser.js";
import { looksGood } from "../lib/looks.js";
import { isTold, opensTodo, signedIn } from "../lib/person.js";

const NAME = `实验室通风柜 ${Date.now()}`;
let browser;
let people;

const handsOver = async ({ page }, to, reason) => {
  const dialog = page.getByRole("dialog", { name: "移交任务" });
  await dialog.getByRole("button", { name: "移交", exact: true }).click();
  await dialog.getByText("请选择接办人").waitFor();
  await dialog.getByText("请填写移交原因").waitFor();
  await dialog.getByRole("combobox", { name: "接办人" }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: to }).first().click();
  await dialog.getByRole("textbox", { name: "移交原因" }).fill(reason);
};

before(async () => {
  browser = await launch();
  people = {};
  for (const name of ["linxiao", "huangzhiyuan", "liuyang", "hexiaohui", "gaoxin"]) people[name] = await signedIn(browser, name);
  await submittedPlan(people.linxiao, "黄志远", NAME);
  await decided(people.huangzhiyuan, NAME, { to: "采购主管处室经办", person: "刘洋" });
  await todoOf(people.liuyang, NAME);
});
after(() => browser.close());

test("the sender hands it to another handler, with the reason", async () => {
  const { huangzhiyuan: sender, hexiaohui: successor } = people;
  await sender.page.goto(`/tasks/done?title=${encodeURIComponent(NAME)}`);
  await sender.page.getByRole("link", { name: NAME }).click();
  await sender.page.getByRole("button", { name: `移交 ${NAME}` }).click();
  await handsOver(sender, "何晓慧", "刘洋出差，请何晓慧办理。");
  await looksGood(sender);
  await screenshot(sender.page, "handing-over");
  await sender.page.getByRole("dialog").getByRole("button", { name: "移交", exact: true }).click();
  await isTold(sender, /已移交：采购主管处室经办审批现由 何晓慧 办理/);
  await opensTodo(successor, NAME);
  await looksGood(successor);
});

test("the administrator sees what is under way and with whom, and hands it back", async () => {
  const { gaoxin: admin, liuyang: handler } = people;
  await admin.page.goto("/");
  await admin.page.getByRole("link", { name: "任务移交" }).click();
  await admin.page.getByRole("heading", { name: "任务移交", level: 1 }).waitFor();
  await admin.page.getByRole("searchbox", { name: "按标题查找" }).fill(NAME);
  await admin.page.keyboard.press("Enter");
  await admin.page.getByText("何晓慧").waitFor();
  await looksGood(admin);
  await screenshot(admin.page, "under-way");
  await admin.page.getByRole("button", { name: `移交 ${NAME}` }).click();
  await handsOver(admin, "刘洋", "刘洋已返岗。");
  await admin.page.getByRole("dialog").getByRole("button", { name: "移交", exact: true }).click();
  await isTold(admin, /现由 刘洋 办理/);
  await opensTodo(handler, NAME);
});
