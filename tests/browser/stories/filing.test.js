// 4.6: a filing is claimed, given back and claimed by another, refused, mended, filed again, and finished.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { decided, submittedPlan } from "../lib/api.js";
import { launch, screenshot } from "../lib/browser.js";
import { looksGood } from "../lib/looks.js";
import { decides, isTold, opensTodo, signedIn } from "../lib/person.js";

const NAME = `图书馆自助设备 ${Date.now()}`;
let browser;
let people;

const claims = async ({ page }) => {
  await page.goto(`/pool?title=${encodeURIComponent(NAME)}`);
  await page.getByRole("button", { name: "领取" }).first().click();
  await page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
};

before(async () => {
  browser = await launch();
  people = {};
  for (const name of ["linxiao", "huangzhiyuan", "liuyang", "wangjianguo", "chenhaoran", "guohaiyan", "lvming"]) people[name] = await signedIn(browser, name);
  await submittedPlan(people.linxiao, "黄志远", NAME);
  await decided(people.huangzhiyuan, NAME, { to: "采购主管处室经办", person: "刘洋" });
  await decided(people.liuyang, NAME, { to: "采购主管处室领导", person: "王建国" });
  await decided(people.wangjianguo, NAME, { to: "单位领导", person: "陈浩然" });
  await decided(people.chenhaoran, NAME, { to: "备案", person: "刘洋" });
});
after(() => browser.close());

test("the filing is applied for, and waits among the to-dos of the finance office", async () => {
  const { liuyang: handler, guohaiyan: office } = people;
  await opensTodo(handler, NAME);
  await handler.page.getByText("尚未取得计划备案号").waitFor();
  await decides(handler, "计划备案");
  await isTold(handler, /办理成功：计划备案。下一环节：采购办备案审核/);
  await office.page.goto("/tasks/todo");
  await office.page.getByText(/^待领取 \d+/).click();
  await office.page.getByRole("link", { name: NAME }).waitFor();
  await looksGood(office);
});

test("what one has claimed another cannot take; given back, the other can", async () => {
  const { guohaiyan: first, lvming: second } = people;
  await second.page.goto(`/pool?title=${encodeURIComponent(NAME)}`);
  await second.page.getByRole("button", { name: "领取" }).waitFor();
  await claims(first);
  await looksGood(first);
  await second.page.getByRole("button", { name: "领取" }).click();
  await isTold(second, /已.*郭海燕.*领取|已被.*领取/);
  await first.page.getByRole("button", { name: "放回" }).click();
  await isTold(first, "已放回，其他人员可以领取");
  await claims(second);
});

test("refused, it is with the handler again, who sees why, mends it and applies once more", async () => {
  const { lvming: office, liuyang: handler } = people;
  await decides(office, "不予备案", { opinion: "请注明设备用途。" });
  await isTold(office, /办理成功：不予备案/);
  await opensTodo(handler, NAME);
  await isTold(handler, "不予备案意见");
  await isTold(handler, "请注明设备用途。");
  await screenshot(handler.page, "refused");
  await handler.page.getByRole("button", { name: "修改计划信息" }).click();
  await handler.page.getByRole("textbox", { name: "第1行商品参数" }).fill("自助借还用，8核处理器");
  await handler.page.getByRole("button", { name: "保存修改" }).click();
  await isTold(handler, /已保存修改，共1处/);
  await handler.page.getByRole("heading", { name: NAME, level: 1 }).waitFor();
  await decides(handler, "计划备案");
  await isTold(handler, /下一环节：采购办备案审核/);
});

test("filed, it has its number, and finished it stands in the implementation table", async () => {
  const { guohaiyan: office, liuyang: handler } = people;
  await claims(office);
  await decides(office, "准予备案", { opinion: "准予备案。" });
  await isTold(office, /备案号 CGXM/);
  await opensTodo(handler, NAME);
  await decides(handler, "办结");
  await isTold(handler, "该计划已办结，请到计划实施表操作。");
  await handler.page.getByRole("heading", { name: "采购计划实施表", level: 1 }).waitFor();
  await handler.page.getByRole("link", { name: "查看" }).click();
  await isTold(handler, /备案号：CGXM/);
  await handler.page.getByRole("button", { name: /展开前面 \d+ 个环节/ }).click();
  await handler.page.getByRole("list", { name: "流转过程" }).getByText("不予备案").waitFor();
  await looksGood(handler);
  for (const { userName, failures } of Object.values(people)) assert.deepEqual(failures, [], userName);
});
