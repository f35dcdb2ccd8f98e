import type { Schemas } from "@/api/client";
import { lastedSeconds } from "@/lib/dates";

type Flow = Schemas["FlowView"];

export type Standing = "passed" | "turned" | "here" | "moving" | "ahead" | "end";

/** A station of the picture. */
export interface Station {
  key: string;
  label: string;
  person: string;
  standing: Standing;
  /** What was done there, in the server's words. */
  done?: string | undefined;
  /** How long it lay there. */
  lay?: string | undefined;
  overdue: boolean;
  /** The round that begins here, from the second on. */
  round?: number | undefined;
}

/** The way of a subject as stations: what was passed, where it stands, and that it is moving or has ended. */
export function stations(flow: Flow): Station[] {
  const passed = flow.steps.map((step, index): Station => {
    const turned = step.ended !== null && step.ended.tone === "refusing";
    const begins = index > 0 && flow.steps[index - 1]?.round !== step.round;
    return {
      key: step.todo.id,
      label: step.todo.label,
      person: step.ended?.by.name ?? step.todo.claim?.by.name ?? step.todo.holder,
      standing: step.ended ? (turned ? "turned" : "passed") : "here",
      done: step.ended?.label,
      lay: lastedSeconds(step.seconds),
      overdue: !step.ended && step.todo.overdue,
      round: begins ? step.round : undefined,
    };
  });
  const last = flow.steps.at(-1);
  if (flow.in_transit && last?.ended) {
    const next = { key: "moving", label: last.to_label ?? "下一环节", person: last.ended.person?.name ?? "" };
    return [...passed, { ...next, standing: "moving", overdue: false }];
  }
  if (last?.ended && !flow.place && last.ended.tone === "onward") {
    return [...passed, { key: "end", label: "已办结", person: flow.filing_number ?? "", standing: "end", overdue: false }];
  }
  return passed;
}
