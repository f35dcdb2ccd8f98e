import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Query, type Schemas } from "@/api/client";

export type Plan = Schemas["PlanDetail"];
export type PlanHead = Schemas["PlanHead"];

/** One plan with everything its page shows. */
export const planQuery = (plan: string) =>
  queryOptions({
    queryKey: ["plans", "one", plan],
    queryFn: ({ signal }) => answered(api.GET("/api/plans/{plan}", { params: { path: { plan } }, signal })),
  });

export type Warning = Schemas["WarningDetail"];

/** One early warning with everything its page shows 预警详细表. */
export const warningQuery = (warning: string) =>
  queryOptions({
    queryKey: ["warnings", "one", warning],
    queryFn: ({ signal }) => answered(api.GET("/api/warnings/{warning}", { params: { path: { warning } }, signal })),
  });

/** Plans 计划查询: one's own, drafts too, or the unit's. */
export const planList = (query: Query<"/api/plans">) =>
  queryOptions({
    queryKey: ["plans", "list", query],
    queryFn: ({ signal }) => answered(api.GET("/api/plans", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** Finished plans 采购计划实施表. */
export const implementationTable = (query: Query<"/api/implementation">) =>
  queryOptions({
    queryKey: ["implementation", query],
    queryFn: ({ signal }) => answered(api.GET("/api/implementation", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
