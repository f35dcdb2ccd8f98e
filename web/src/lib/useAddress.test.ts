import { expect, test } from "vitest";

import { changed } from "@/lib/useAddress";

test("what is chosen changes in the address beside what stands there; nothing takes it away", () => {
  const old = new URLSearchParams("name=电脑&view=mine&sort=-at");
  expect(decodeURIComponent(changed(old, { view: "unit", sort: "" }).toString())).toBe("name=电脑&view=unit");
  expect(old.get("view")).toBe("mine");
});
