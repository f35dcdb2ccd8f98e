import { queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";

/** An attachment, asked for until it has been looked at. */
export const uploadQuery = (upload: string) =>
  queryOptions({
    queryKey: ["uploads", upload],
    queryFn: ({ signal }) => answered(api.GET("/api/uploads/{upload}", { params: { path: { upload } }, signal })),
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.data && isAwaited(state.data) ? 1_000 : false),
  });

/** Whether it is still to be looked at. */
export const isAwaited = (upload: Schemas["UploadView"]) => upload.status === "awaited";
