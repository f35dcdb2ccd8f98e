// The people of the demo data, acting in their own browser windows by what they can see.
import assert from "node:assert/strict";

import { expect } from "./expect.js";
import { accessibilityFaults, open, overflows, screenshot, SIZES } from "./browser.js";

/** The password of every demo account, from demo/organisation.csv. */
const PASSWORD = "demo-only-2026";

/** Someone who has signed in, with the window they look at. */
export async function signedIn(browser, userName, size = SIZES.laptop) {
  const { page, context, failures } = await open(browser, size);
  const person = { page, context, failures, userName };
  await page.goto("/");
  await signIn(person);
  await page.getByRole("heading", { name: "工作台", level: 1 }).waitFor();
  return person;
}

/** Fills in and sends the sign-in form that is on the page. */
export async function signIn({ page, userName }) {
  await page.getByLabel("用户名").fill(userName);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

/** Opens one's to-do of this title from the list, once it is there. */
export async function opensTodo({ page }, title) {
  await page.goto(`/tasks/todo?title=${encodeURIComponent(title)}`);
  const link = page.getByRole("link", { name: title });
  for (let tries = 0; tries < 40 && !(await link.isVisible()); tries += 1) {
    await page.reload();
    await page.getByRole("table").waitFor();
    await link.waitFor({ timeout: 500 }).catch(() => undefined);
  }
  await link.click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
}

/** Chooses a move, the next person and words. */
export async function fillsIn({ page }, move, { to, opinion, target, way } = {}) {
  await page.getByRole("radio", { name: move, exact: true }).check();
  if (target !== undefined) await page.getByRole("radio", { name: target }).check();
  if (way !== undefined) await page.getByRole("radio", { name: way }).check();
  if (to !== undefined) await chooses({ page }, to);
  if (opinion !== undefined) await page.getByRole("textbox", { name: "办理意见" }).fill(opinion);
}

/** Sends what was filled in. */
export async function sends({ page }, move) {
  await page.locator("aside").getByRole("button", { name: move, exact: true }).click();
}

/** Fills in a decision and sends it. */
export async function decides(person, move, wanted) {
  await fillsIn(person, move, wanted);
  await sends(person, move);
}

/** Chooses the next person by name, unless they are the only one and chosen already. */
export async function chooses({ page }, name) {
  const box = page.getByRole("combobox", { name: /下一环节办理人/ });
  await box.click();
  await box.fill(name);
  await page.locator(".ant-select-item-option").filter({ hasText: name }).first().click();
}

/** Reads what a dialog asks, and agrees. */
export async function agrees({ page }, words, button) {
  const dialog = page.getByRole("dialog").filter({ hasText: words });
  await expect(dialog, words);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Looks at a page as it is now in both sizes: nobody is shut out, and nothing is wider than the window. */
export async function looksGood({ page }, name) {
  for (const [size, window] of Object.entries(SIZES)) {
    await page.setViewportSize(window);
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.equal(await overflows(page), false);
    if (name !== undefined) await screenshot(page, `${name}-${size}`);
  }
  await page.setViewportSize(SIZES.laptop);
}

/** What the system says after an act. */
export async function isTold({ page }, words) {
  await expect(page.getByText(words).first(), words);
}
