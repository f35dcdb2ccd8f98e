import { queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api } from "@/api/client";

/** What a workbook would bring in, or what is wrong with it, by row and column. */
export const fileCheck = (upload: string) =>
  queryOptions({
    queryKey: ["budgets", "file", upload],
    queryFn: ({ signal }) => answered(api.GET("/api/imports/budgets/{upload}", { params: { path: { upload } }, signal })),
    retry: false,
    staleTime: Infinity,
  });
