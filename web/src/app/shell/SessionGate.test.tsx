import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { api } from "@/api/client";
import { acting } from "@/api/acting";
import { SessionGate, useMe } from "@/app/shell/SessionGate";
import { show } from "@/test/show";
import { stubApi, type Sent } from "@/test/stub";

const NOTICE = "登录身份已变更为别的账号";
const LIN = { person: "linxiao", name: "林晓" };
const LIU = { person: "liuyang", name: "刘洋" };

let session: { status?: number; body?: unknown };
let notices: { status?: number; body?: unknown };
let sent: Sent[];

beforeEach(() => {
  session = { body: LIN };
  notices = { body: { items: [] } };
  sent = stubApi(({ path }) => (path === "/api/session" ? session : notices));
});
afterEach(() => acting.as(null));

const Name = () => <p>本页是{useMe().name}的</p>;

function tellsFromAnotherTab() {
  const other = new BroadcastChannel("session-changed");
  other.postMessage("another tab");
  other.close();
}

async function opened() {
  show(
    <SessionGate>
      <Name />
    </SessionGate>,
  );
  await screen.findByText("本页是林晓的");
}

const decide = () => api.POST("/api/tasks/{task}/claim", { params: { path: { task: "t" }, header: { "Idempotency-Key": "k" } } });

test("every request but those about the session says for whom the page was opened", async () => {
  await opened();
  await decide();
  expect(sent.map(({ path, acting: who }) => [path, who])).toEqual([
    ["/api/session", null],
    ["/api/tasks/t/claim", "linxiao"],
  ]);
});

test("somebody else signs in in another tab: that is told, the page stays the first one's, and nothing is sent", async () => {
  await opened();
  session = { body: LIU };
  tellsFromAnotherTab();
  await screen.findByText(NOTICE);
  await screen.findByRole("button", { name: "以刘洋的身份重新载入" });
  expect(screen.getByText("本页是林晓的")).toBeDefined();
  const before = sent.length;
  await expect(decide()).rejects.toMatchObject({ problem: { code: "another_person" } });
  expect(sent.length).toBe(before);
});

test("the server refuses it as another person's: that is told, with the name, though no tab had said so", async () => {
  await opened();
  session = { body: LIU };
  notices = { status: 409, body: { code: "another_person", title: "登录身份已变更" } };
  await act(() => decide());
  await screen.findByRole("button", { name: "以刘洋的身份重新载入" });
});

test("the first person signs in again in another tab: the page goes on", async () => {
  await opened();
  session = { body: LIU };
  tellsFromAnotherTab();
  await screen.findByText(NOTICE);
  session = { body: LIN };
  tellsFromAnotherTab();
  await waitFor(() => expect(acting.isAnother()).toBe(false));
});

test("signed out in another tab, one is asked to sign in again here", async () => {
  await opened();
  session = { status: 401, body: { code: "not_signed_in", title: "请先登录" } };
  tellsFromAnotherTab();
  await screen.findByText("登录已失效，请重新登录");
});

test("without a line between tabs, a mark in storage tells it", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  await opened();
  session = { body: LIU };
  act(() => void window.dispatchEvent(new StorageEvent("storage", { key: "session-changed", newValue: "x" })));
  await screen.findByText(NOTICE);
});
