/** The one place where what went wrong becomes words for people. */

import type { Schemas } from "@/api/client";

/** A field that was refused, as problem+json names it: `lines[2].unit_price`. */
export type FieldFault = Schemas["FieldFault"];

/** problem+json, RFC 9457. */
export interface Problem extends Required<Omit<Schemas["Problem"], "type">> {
  /** What is true now, of a 409: a member by code, which the description does not say. */
  current: unknown;
}

/** An answer that was no success. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = "Refused";
    this.problem = problem;
  }
}

/** No answer at all: no connection, or none in time. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("无法连接服务器，请检查网络后重试", { cause });
    this.name = "Unreachable";
  }
}

/** What a page does about it. */
export type Handling = "offline" | "broken" | "session" | "forbidden" | "absent" | "stale" | "invalid" | "refused";

export interface Trouble {
  handling: Handling;
  code: string;
  title: string;
  fields: FieldFault[];
  current: unknown;
  /** Whether the same request may do better a moment later. */
  retryable: boolean;
}

const BY_STATUS: Record<number, Handling> = {
  400: "invalid",
  401: "session",
  403: "forbidden",
  404: "absent",
  409: "stale",
  413: "invalid",
  415: "invalid",
  422: "refused",
};

/** What went wrong, in words and by field. */
export function toTrouble(error: unknown): Trouble {
  if (error instanceof Refused) {
    const { status, code, title, errors, current } = error.problem;
    const handling = BY_STATUS[status] ?? (status >= 500 ? "broken" : "refused");
    return { handling, code, title, fields: errors, current, retryable: status >= 500 || status === 429 };
  }
  const none = { fields: [], current: undefined };
  if (error instanceof Unreachable) {
    return { handling: "offline", code: "unreachable", title: error.message, retryable: true, ...none };
  }
  return { handling: "broken", code: "unexpected", title: "页面出现故障，请刷新后重试", retryable: false, ...none };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" && value !== "" ? value : otherwise;
}

/** An answer's body as a problem; whatever a gateway sends instead gets words by its status. */
export function readProblem(status: number, body: unknown): Problem {
  const errors = member(body, "errors");
  const faults = (Array.isArray(errors) ? errors : []).map((fault: unknown) => ({
    field: text(member(fault, "field"), ""),
    code: text(member(fault, "code"), ""),
    message: text(member(fault, "message"), "内容不正确"),
  }));
  const words =
    status === 503 || status === 502 || status === 504
      ? "系统繁忙，请稍后再试"
      : status === 429
        ? "操作过于频繁，请稍后再试"
        : "系统出现故障，请稍后再试；如仍不成功，请联系管理员";
  return {
    status,
    code: text(member(body, "code"), `http_${status}`),
    title: text(member(body, "title"), words),
    errors: faults,
    current: member(body, "current"),
  };
}

/** `lines[2].unit_price` as the path that a form knows: `["lines", 2, "unit_price"]`. */
export function fieldPath(field: string): (string | number)[] {
  return field
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
