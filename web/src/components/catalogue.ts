import { queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";

export type Item = Schemas["ItemView"];

/** The catalogue 采购目录, searched by name or code; `under` what a budget of that item allows. */
export const catalogue = (words: string, under: string | undefined) =>
  queryOptions({
    queryKey: ["catalogue", words, under ?? ""],
    queryFn: ({ signal }) => answered(api.GET("/api/catalogue", { params: { query: { budget_ok: "true", query: words, under } }, signal })),
    staleTime: 600_000,
  });
