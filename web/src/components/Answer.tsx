import type { ReactNode } from "react";

import { Loading, TroublePanel } from "@/components/States";

interface Query<Data> {
  data: Data | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => Promise<unknown>;
}

/** What a query answered, or why it is not there yet; what was read before stays while it is read anew. */
export function Answer<Data>({ query, rows, children }: { query: Query<Data>; rows?: number; children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <TroublePanel error={query.error} retry={() => void query.refetch()} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}
