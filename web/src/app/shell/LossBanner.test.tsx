import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { LossBanner } from "@/app/shell/LossBanner";
import { storage } from "@/lib/storage";
import { show } from "@/test/show";

afterEach(() => void vi.restoreAllMocks());

test("where the browser keeps nothing, that is told once and in words", async () => {
  show(<LossBanner />);
  expect(screen.queryByText("本机浏览器不能保存填写的内容")).toBeNull();
  vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
    throw new DOMException("forbidden", "SecurityError");
  });
  act(() => storage.write("a", "1"));
  await screen.findByText("本机浏览器不能保存填写的内容");
  fireEvent.click(screen.getByRole("button", { name: "知道了" }));
  act(() => storage.write("a", "2"));
  expect(screen.queryByText("本机浏览器不能保存填写的内容")).toBeNull();
  storage.drop("a");
});
