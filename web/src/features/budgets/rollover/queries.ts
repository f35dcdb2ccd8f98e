import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { runningOf } from "@/features/budgets/rollover/progress";

export type Preview = Schemas["RolloverPreview"];
export type Previewed = Schemas["RolloverPreviewView"];
export type Unconfirmed = Schemas["UnconfirmedView"];
export type UnitReport = Schemas["UnitRolloverView"];

/** How often a run that is not finished is looked at. */
const AGAIN_MS = 3_000;

/** What would be carried over 年结预览, page by page. */
export const previewQuery = (year: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ["budgets", "rollover", "preview", year, cursor ?? ""],
    queryFn: ({ signal }) => answered(api.GET("/api/rollover/preview", { params: { query: { year, cursor } }, signal })),
    placeholderData: keepPreviousData,
  });

/** The runs of a year and one's own unit's report 年结结果; read again and again while a run goes on. */
export const rolloverQuery = (year: string) =>
  queryOptions({
    queryKey: ["budgets", "rollover", "runs", year],
    queryFn: ({ signal }) => answered(api.GET("/api/rollover", { params: { query: { year } }, signal })),
    refetchInterval: ({ state }) => (runningOf(state.data?.runs ?? []) ? AGAIN_MS : false),
  });

/** The reports of the units; `looked` is how many a run has looked at, so that they are read anew as it goes on. */
export const unitsQuery = (year: string, cursor: string | undefined, looked: string) =>
  queryOptions({
    queryKey: ["budgets", "rollover", "units", year, cursor ?? "", looked],
    queryFn: ({ signal }) => answered(api.GET("/api/rollover/units", { params: { query: { year, cursor } }, signal })),
    placeholderData: keepPreviousData,
  });
