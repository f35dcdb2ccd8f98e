import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import type { Offer } from "@/features/tasks/decide";
import { DecisionPanel } from "@/features/tasks/DecisionPanel";
import { show } from "@/test/show";
import { stubApi } from "@/test/stub";

const offer = (own: Partial<Offer>): Offer => ({
  kind: "send",
  name: null,
  operation: "approve_task",
  tone: "onward",
  lasting: false,
  to: null,
  label: "",
  role: null,
  scope: null,
  party: null,
  person: null,
  targets: [],
  opinion: "required",
  straight: false,
  stepwise: false,
  comes_back: false,
  disabled: null,
  ...own,
});

const SEND = offer({ to: "UnitLead", label: "送单位领导审核", role: "unit_lead", scope: "unit" });
const CLOSED = offer({ to: "DemandDeputy", label: "送分管领导审批", disabled: "本单位没有可选的需求处室分管领导" });
const RETURN = offer({
  kind: "return",
  operation: "return_task",
  tone: "refusing",
  label: "退回",
  targets: [
    { step: "Revise", label: "需求处室经办修改", person: { id: "lin", name: "林晓" }, successor: null },
    { step: "DemandLead", label: "需求处室领导审核", person: { id: "huang", name: "黄志远" }, successor: null },
  ],
});
const DECIDED = { task: "t", subject: "plan.p", kind: "plan", done: "送单位领导审核", tone: "onward", next: null, ended: false, filing_number: null };
const PEOPLE = { items: [{ id: "chen", name: "陈浩然", department_name: "校领导" }], next: null };

function panel(moves: Offer[]) {
  const [onDecided, touched] = [vi.fn(), vi.fn(() => Promise.resolve())];
  show(<DecisionPanel task="t" moves={moves} me="wang" onDecided={onDecided} touched={touched} />);
  return { onDecided, touched, user: userEvent.setup() };
}

test("nothing can be sent while the people to choose from are still being looked up", async () => {
  let arrives: (value?: unknown) => void = () => undefined;
  const people = new Promise((resolve) => (arrives = resolve));
  stubApi(({ path }) => (path.endsWith("/people") ? { body: PEOPLE } : undefined), { "/people": people });
  const { user } = panel([SEND]);
  const button = await screen.findByRole<HTMLButtonElement>("button", { name: "送单位领导审核" });
  await waitFor(() => expect(button.disabled).toBe(true));
  await user.type(screen.getByRole("textbox"), "同意。");
  arrives();
  await screen.findByText("陈浩然（校领导）");
  await waitFor(() => expect(button.disabled).toBe(false));
});

test("a closed move shows why, and the only person is chosen at once", async () => {
  const sent = stubApi(({ path }) => (path.endsWith("/people") ? { body: PEOPLE } : path.endsWith("/approval") ? { body: DECIDED } : undefined));
  const { onDecided, user } = panel([SEND, CLOSED, RETURN]);
  const closed = screen.getByRole<HTMLInputElement>("radio", { name: /送分管领导审批/ });
  expect(closed.disabled).toBe(true);
  expect(screen.getByText("本单位没有可选的需求处室分管领导")).toBeTruthy();

  await user.click(screen.getByRole("radio", { name: "送单位领导审核" }));
  await screen.findByText("陈浩然（校领导）");
  await user.type(screen.getByRole("textbox"), "同意。");
  await user.click(screen.getByRole("button", { name: "送单位领导审核" }));
  await waitFor(() => expect(onDecided).toHaveBeenCalledWith(DECIDED));
  const approval = sent.find(({ path }) => path.endsWith("/approval"));
  expect(approval?.body).toEqual({ name: null, to: "UnitLead", organisation: null, person: "chen", straight: false, opinion: "同意。" });
  expect(approval?.key).toMatch(/^[A-Za-z0-9_-]{8,80}$/);
});

test("what is missing is told before anything is sent", async () => {
  const sent = stubApi(() => undefined);
  const { user } = panel([RETURN, SEND]);
  await user.click(screen.getByRole("button", { name: "办理" }));
  expect(screen.getByText("请选择办理方式")).toBeTruthy();
  await user.click(screen.getByRole("radio", { name: "退回" }));
  await user.click(screen.getByRole("button", { name: "退回" }));
  expect(screen.getByText("请选择退回的环节")).toBeTruthy();
  expect(screen.getByText("请填写办理意见")).toBeTruthy();
  expect(sent).toEqual([]);
});

test("a return says where to and which way back; who loses a race keeps what they typed", async () => {
  const stale = { status: 409, body: { code: "already_decided", title: "该任务已办理，不能重复办理" } };
  const sent = stubApi(({ path }) => (path.endsWith("/return") ? stale : undefined));
  const { onDecided, touched, user } = panel([RETURN, SEND]);
  await user.click(screen.getByRole("radio", { name: "退回" }));
  await user.click(screen.getByRole("radio", { name: /需求处室经办修改/ }));
  await user.click(screen.getByRole("radio", { name: /直接送回/ }));
  await user.type(screen.getByRole("textbox"), "请核对数量。");
  await user.click(screen.getByRole("button", { name: "退回" }));
  await screen.findByText("该任务已办理，不能重复办理");
  expect(sent[0]?.body).toEqual({ to: "Revise", person: null, straight: true, opinion: "请核对数量。" });
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("请核对数量。");
  expect(localStorage.getItem("kept:opinion:wang:t")).toBe("请核对数量。");
  expect(touched).toHaveBeenCalledOnce();
  expect(onDecided).not.toHaveBeenCalled();
});

test("the same decision sent again carries the same key", async () => {
  let first = true;
  const sent = stubApi(({ path }) => {
    if (!path.endsWith("/return")) return undefined;
    const reply = first ? { status: 422, body: { code: "move_disabled", title: "现在不能退回" } } : { body: DECIDED };
    first = false;
    return reply;
  });
  const { onDecided, user } = panel([RETURN]);
  await user.click(screen.getByRole("radio", { name: /黄志远/ }));
  await user.type(screen.getByRole("textbox"), "请核对。");
  await user.click(screen.getByRole("button", { name: "退回" }));
  await screen.findByText("现在不能退回");
  await user.click(screen.getByRole("button", { name: /退回/ }));
  await waitFor(() => expect(onDecided).toHaveBeenCalledOnce());
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).toBe(sent[1]?.key);
  expect(localStorage.getItem("kept:opinion:wang:t")).toBeNull();
});

test("a return to somebody who is gone asks for another of their role", async () => {
  const asked: unknown[] = [];
  stubApi(({ path, body }) => {
    if (path.endsWith("/people")) return { body: { items: [{ id: "new", name: "新任领导", department_name: "教务处" }], next: null } };
    asked.push(body);
    return { body: DECIDED };
  });
  const targets = RETURN.targets.map((one) => ({ ...one, successor: one.step === "DemandLead" ? ("demand_lead" as const) : null }));
  const { user } = panel([{ ...RETURN, targets }]);
  await user.click(screen.getByRole("radio", { name: /需求处室领导审核/ }));
  expect(screen.getByText("原办理人已不在该岗位，请另选办理人")).toBeTruthy();
  await screen.findByText("新任领导（教务处）");
  await user.type(screen.getByRole("textbox"), "请补充");
  await user.click(screen.getByRole("button", { name: "退回" }));
  await waitFor(() => expect(asked).toEqual([{ to: "DemandLead", person: "new", straight: false, opinion: "请补充" }]));
});
