import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { createMemoryRouter, RouterProvider } from "react-router";

import { Beginning } from "@/components/form/Beginning";
import { writeKept } from "@/lib/form/kept";

const BEGINNING = "kept:note:lin:new:";
const keeps = (id: string, text: string, person = "lin") => writeKept(`kept:note:${person}:new:${id}`, { form: { text }, version: 0, createKey: "" });
let held: string[];

beforeEach(() => {
  held = [];
  const locks = { request: () => Promise.resolve(), query: () => Promise.resolve({ held: held.map((name) => ({ name })) }) };
  Object.defineProperty(window.navigator, "locks", { value: locks, configurable: true });
});

function opened(at = "/notes/new") {
  const titled = ({ text }: Record<string, unknown>) => (typeof text === "string" && text !== "" ? text : null);
  const element = (
    <Beginning beginning={BEGINNING} what="便条" title="新增便条" titled={titled}>
      {(own) => <p data-testid="form">{own}</p>}
    </Beginning>
  );
  const router = createMemoryRouter([{ path: "/notes/new", element }], { initialEntries: [at] });
  render(<RouterProvider router={router} />);
  return () => new URLSearchParams(router.state.location.search).get("form");
}

const form = () => screen.getByTestId("form").textContent;

test("where nothing was begun one begins at once, each tab with a copy of its own that stands in its address", () => {
  keeps("empty", "");
  keeps("n1", "别人的", "chen");
  const address = opened();
  const first = form();
  expect(address()).toBe(first);
  opened();
  expect(new Set(screen.getAllByTestId("form").map(({ textContent }) => textContent)).size).toBe(2);
});

test("a reload goes on with the form of the address", () => {
  keeps("n1", "买纸");
  opened("/notes/new?form=n1");
  expect(form()).toBe("n1");
});

test("where something was begun and not sent, one goes on with it or begins another", async () => {
  keeps("n1", "买纸");
  keeps("n2", "买笔");
  const address = opened();
  await screen.findByText("有2份便条没有填写完");
  expect(screen.queryByTestId("form")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "继续填写 买笔" }));
  expect([form(), address()]).toEqual(["n2", "n2"]);
});

test("another one writes over none of those that were begun", async () => {
  keeps("n1", "买纸");
  opened();
  fireEvent.click(await screen.findByRole("button", { name: "另外新增一份" }));
  expect(form()).not.toBe("n1");
});

test("what is open in another tab is told, and not gone on with here", async () => {
  keeps("n1", "买纸");
  held = [`${BEGINNING}n1`];
  opened();
  await screen.findByText("正在另一窗口填写");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "继续填写 买纸" }).disabled).toBe(true);
});

test("what is not wanted any more is deleted after one was asked; after the last, one begins at once", async () => {
  keeps("n1", "买纸");
  opened();
  fireEvent.click(await screen.findByRole("button", { name: "删除 买纸" }));
  fireEvent.click(await screen.findByRole("button", { name: "删 除" }));
  expect(await screen.findByTestId("form")).toBeDefined();
  expect(localStorage.getItem(`${BEGINNING}n1`)).toBeNull();
});
