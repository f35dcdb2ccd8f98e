import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { DiscardButton, type DiscardWays } from "@/components/DiscardButton";

/** Throws one's own draft of a plan away. */
export function DiscardPlan({ plan, name, small = false, ...ways }: DiscardWays & { plan: string; name: string; small?: boolean }) {
  return (
    <DiscardButton
      {...ways}
      id={plan}
      touches="plan"
      send={(key) => answered(api.DELETE("/api/plans/{plan}", { params: { path: { plan }, header: { "Idempotency-Key": key } } }))}
      title="删除这个草稿？"
      description="删除后不能恢复；草稿没有占用预算。"
      words={`已删除草稿“${name}”`}
      label={small ? "删除" : "删除草稿"}
      name={`删除草稿 ${name}`}
      small={small}
    />
  );
}

/** Throws one's own draft of a warning away. */
export function DiscardWarning({ warning, ...ways }: DiscardWays & { warning: string }) {
  return (
    <DiscardButton
      {...ways}
      id={warning}
      touches="warning"
      send={(key) => answered(api.DELETE("/api/warnings/{warning}", { params: { path: { warning }, header: { "Idempotency-Key": key } } }))}
      title="删除这个预警草稿？"
      words="已删除预警草稿"
    />
  );
}
