import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { SignInForm } from "@/features/identity/SignInForm";
import { show } from "@/test/show";
import { stubApi } from "@/test/stub";

test("a user name composed with an input method stays as it is composed, and signs in as the account is called", async () => {
  const sent = stubApi(() => undefined);
  show(<SignInForm onSignedIn={() => undefined} />);
  const name = screen.getByLabelText<HTMLInputElement>("用户名");
  fireEvent.compositionStart(name);
  const seen = ["L", "L'i", "L'in"].map((text) => {
    fireEvent.input(name, { target: { value: text }, isComposing: true });
    return name.value;
  });
  expect(seen).toEqual(["L", "L'i", "L'in"]);
  fireEvent.input(name, { target: { value: " Ｌin" }, isComposing: true });
  fireEvent.compositionEnd(name, { data: "Ｌin" });
  const user = userEvent.setup();
  await user.type(name, "Xiao ");
  expect(name.value).toBe(" ＬinXiao ");
  await user.type(screen.getByLabelText("密码"), "demo-only-2026");
  await user.click(screen.getByRole("button", { name: /登\s*录/ }));
  await waitFor(() => expect(sent.at(-1)?.body).toMatchObject({ user_name: "linxiao" }));
});
