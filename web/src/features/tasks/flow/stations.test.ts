import { expect, test } from "vitest";

import type { Schemas } from "@/api/client";
import { stations } from "@/features/tasks/flow/stations";

type Step = Schemas["FlowStep"];

const lin = { id: "lin", name: "林晓" };
const huang = { id: "huang", name: "黄志远" };

function step(seq: number, own: { round?: number; ended?: Step["ended"]; overdue?: boolean; to?: string }): Step {
  return {
    todo: {
      id: `plan.a.1.${seq}`,
      subject: "plan.a",
      kind: "plan",
      kind_label: "采购计划",
      title: "计划",
      amount: "1.00",
      unit_name: "大学",
      raiser: lin,
      step: "DemandLead",
      label: `环节${seq}`,
      holder: "黄志远",
      sent_from: null,
      sent_by: null,
      arrived: null,
      opened_at: "2026-03-02T01:00:00Z",
      due: "2026-03-04",
      due_provisional: false,
      overdue: own.overdue ?? false,
      reminders: 0,
      claim: null,
    },
    round: own.round ?? 1,
    ended: own.ended ?? null,
    to_label: own.to ?? null,
    seconds: 7200,
    opinion: null,
    content_version: null,
  };
}

const ended = (kind: Schemas["Kind"], label: string): Step["ended"] => ({ ended_at: "2026-03-02T03:00:00Z", kind, label, tone: kind === "return" || kind === "withdraw" ? "refusing" : "onward", by: lin, person: huang });

function flow(steps: Step[], own: Partial<Schemas["FlowView"]> = {}): Schemas["FlowView"] {
  const place = { step: "DemandLead", label: "环节", holder: huang, since: "2026-03-02T01:00:00Z" };
  return { subject: "plan.a", name: "计划", status: "under_way", round: 1, place, in_transit: false, coming: [], filing_number: null, steps, edits: [], next: null, ...own };
}

test("what was passed, where it turned, and where it stands", () => {
  const all = stations(flow([step(0, { ended: ended("send", "送审") }), step(1, { ended: ended("return", "退回") }), step(2, { overdue: true, round: 2 })]));
  expect(all.map(({ standing }) => standing)).toEqual(["passed", "turned", "here"]);
  expect(all.map(({ lay }) => lay)).toEqual(["2小时", "2小时", "2小时"]);
  expect(all[2]).toMatchObject({ person: "黄志远", overdue: true, round: 2 });
});

test("between two steps it is on its way to the next", () => {
  const all = stations(flow([step(0, { ended: ended("send", "送审"), to: "需求处室领导审核" })], { in_transit: true, place: null }));
  expect(all.at(-1)).toMatchObject({ standing: "moving", label: "需求处室领导审核", person: "黄志远" });
});

test("a finished chain has an end, a withdrawn one has none", () => {
  const finished = stations(flow([step(0, { ended: ended("finish", "办结") })], { place: null, filing_number: "CGXM-1" }));
  expect(finished.at(-1)).toMatchObject({ standing: "end", person: "CGXM-1" });
  const withdrawn = stations(flow([step(0, { ended: ended("withdraw", "撤回") })], { place: null }));
  expect(withdrawn).toHaveLength(1);
});
