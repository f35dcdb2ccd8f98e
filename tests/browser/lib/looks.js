// What every page is held to, in both sizes: no accessibility fault, nothing that scrolls sideways as a whole.
import assert from "node:assert/strict";

import { accessibilityFaults, overflows, screenshot, SIZES } from "./browser.js";

/** Looks at what is seen now in both sizes; with a name, a picture of each is kept. */
export async function looksGood({ page }, name) {
  for (const [size, box] of Object.entries(SIZES)) {
    await page.setViewportSize(box);
    assert.deepEqual(await accessibilityFaults(page), [], `${page.url()} at ${size}`);
    assert.equal(await overflows(page), false, `${page.url()} is wider than ${size}`);
    if (name !== undefined) await screenshot(page, `${name}-${size}`);
  }
  await page.setViewportSize(SIZES.laptop);
}
