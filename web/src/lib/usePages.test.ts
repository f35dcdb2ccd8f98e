import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";

import { usePages } from "@/lib/usePages";

test("a page on which nothing was found is gone on from in its place", () => {
  const { result, rerender } = renderHook(({ query }) => usePages(query), { initialProps: { query: "a" } });
  const at = () => [result.current.page, result.current.cursor];
  act(() => result.current.skip("c1"));
  expect(at()).toEqual([1, "c1"]);
  act(() => result.current.forward("c2"));
  act(() => result.current.skip("c3"));
  expect(at()).toEqual([2, "c3"]);
  act(() => result.current.back());
  expect(at()).toEqual([1, "c1"]);
  rerender({ query: "b" });
  expect(at()).toEqual([1, undefined]);
});
