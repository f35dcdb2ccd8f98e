import { expect, test } from "vitest";

import { pathAfterSignIn, paths } from "@/lib/paths";

test("signing in leads back to where one was, but never to another site", () => {
  expect(paths.signIn("/tasks/plan.a.1.2")).toBe("/sign-in?then=%2Ftasks%2Fplan.a.1.2");
  expect(pathAfterSignIn("/tasks/todo?title=x")).toBe("/tasks/todo?title=x");
  for (const bad of [null, "", "//evil.example", "/\\evil.example", "https://evil.example"]) {
    expect(pathAfterSignIn(bad)).toBe("/");
  }
});
