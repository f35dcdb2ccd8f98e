/** Waits until something is seen; says what was looked for when it is not. */
export async function expect(locator, words) {
  try {
    await locator.waitFor({ state: "visible" });
  } catch (error) {
    throw new Error(`not seen: ${words}`, { cause: error });
  }
}
