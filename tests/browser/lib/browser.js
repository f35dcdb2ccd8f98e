// Debian's Chromium, driven by playwright-core; every person has a browser context of their own.
import { mkdirSync, readFileSync } from "node:fs";

import { chromium } from "playwright-core";

/** Where the system is served; `make run` prints it. */
export const BASE_URL = process.env.BASE_URL ?? "http://localhost:8080";

/** The two sizes that every page is looked at in. */
export const SIZES = { laptop: { width: 1366, height: 768 }, desktop: { width: 1920, height: 1080 } };

const SCREENSHOTS = new URL("../screenshots/", import.meta.url);
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** A browser for a whole story; close it at the end. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });
}

/** A window of one's own, where nobody is signed in; what the page itself fails at is kept in `failures`. */
export async function open(browser, size = SIZES.laptop) {
  const context = await browser.newContext({ baseURL: BASE_URL, viewport: size, locale: "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: "reduce" });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const failures = [];
  page.on("pageerror", (error) => failures.push(String(error)));
  // What the policy of the pages forbids is a fault of the page.
  page.on("console", (said) => said.type() === "error" && /Content Security Policy/.test(said.text()) && failures.push(said.text()));
  return { page, context, failures };
}

/** A picture of what is seen now. */
export async function screenshot(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: new URL(`${name}.png`, SCREENSHOTS).pathname });
}

/** WCAG 2.1 A and AA faults of what is seen now, a line each: none is what a story expects. */
export async function accessibilityFaults(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
    const { violations } = await window.axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`));
  });
}

/** Whether anything is wider than the page, so that it would scroll sideways as a whole. */
export function overflows(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
