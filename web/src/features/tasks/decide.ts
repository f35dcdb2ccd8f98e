import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { OPINION } from "@/lib/limits";
import { overlong, tidy } from "@/lib/text";

export type Offer = Schemas["Offer"];
export type Decided = Schemas["DecidedView"];

/** What one wants with a to-do: a move that the server offered, and what it asks for. */
export interface Wanted {
  move: Offer;
  /** The step a return goes to. */
  target?: string | undefined;
  /** The way back after a return: straight, or every step again. */
  straight: boolean;
  /** The person or the organisation chosen, as the move asks. */
  chosen?: string | undefined;
  opinion: string;
}

/** A move's own name among the moves of a to-do. */
export const moveKey = (move: Offer) => [move.kind, move.name ?? "", move.to ?? "", move.straight ? "straight" : ""].join(":");

/** The move as it is aimed: a return to somebody who is gone asks for another of their role. */
export function aimed(move: Offer, target: string | undefined): Offer {
  const at = move.targets.find(({ step }) => step === target);
  return at?.successor ? { ...move, to: at.step, role: at.successor } : move;
}

/** What is to be chosen among those whom the server names: the next person, or the organisation that has it next. */
export function asksFor(move: Offer): "person" | "organisation" | undefined {
  if (move.party) return "organisation";
  return move.role && !move.person ? "person" : undefined;
}

/** Who was chosen, as a request says it. */
export const chosenIn = (move: Offer, chosen: string | undefined) => ({
  person: (asksFor(move) === "person" && chosen) || null,
  organisation: (asksFor(move) === "organisation" && chosen) || null,
});

/** Sends the decision by the operation that the server named for it. */
export function decide(task: string, wanted: Wanted, key: string): Promise<Decided> {
  const params = { path: { task }, header: { "Idempotency-Key": key } };
  const { target, straight } = wanted;
  const move = aimed(wanted.move, target);
  const words = tidy(wanted.opinion, true);
  const opinion = words === "" ? null : words;
  const chosen = chosenIn(move, wanted.chosen);
  switch (move.operation) {
    case "return_task":
      return answered(api.POST("/api/tasks/{task}/return", { params, body: { to: target ?? "", person: chosen.person, straight, opinion: words } }));
    case "consult_task":
      return answered(api.POST("/api/tasks/{task}/consultation", { params, body: { to: move.to ?? null, person: chosen.person ?? "", opinion: words } }));
    default:
      return answered(api.POST("/api/tasks/{task}/approval", { params, body: { name: move.name, to: move.to ?? null, ...chosen, straight: move.straight, opinion } }));
  }
}

/** Takes back what one sent 撤回. */
export const withdraw = (task: string, key: string): Promise<Decided> =>
  answered(api.POST("/api/tasks/{task}/withdrawal", { params: { path: { task }, header: { "Idempotency-Key": key } } }));

/** Which field is still missing, so that it is told before anything is sent. */
export function missing(wanted: Wanted): Record<string, string> {
  const faults: Record<string, string> = {};
  if (wanted.move.targets.length > 0 && wanted.target === undefined) faults.to = "请选择退回的环节";
  const asked = asksFor(aimed(wanted.move, wanted.target));
  if (asked !== undefined && wanted.chosen === undefined) faults[asked] = asked === "person" ? "请选择下一环节办理人" : "请选择机构";
  if (wanted.move.opinion === "required" && tidy(wanted.opinion, true) === "") faults.opinion = "请填写办理意见";
  const tooLong = overlong(wanted.opinion, OPINION);
  if (tooLong !== undefined) faults.opinion = tooLong;
  return faults;
}

/** What was done and who has it now; `ended` is what is said at the end. */
export function outcomeWords({ done, next, filing_number }: Decided, ended: string): string {
  const number = filing_number ? `，备案号 ${filing_number}` : "";
  if (!next) return ended;
  return `办理成功：${done}${number}。下一环节：${next.label}${next.person ? `（${next.person.name}）` : ""}。`;
}
