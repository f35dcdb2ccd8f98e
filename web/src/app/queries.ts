import { QueryClient } from "@tanstack/react-query";

import { toTrouble } from "@/lib/problem";

const TRIES = 2;
const again = (failures: number, error: unknown) => failures < TRIES && toTrouble(error).retryable;

/** What was read stays on the page while it is read anew; a lost answer is asked for again, also of a write, whose key makes that harmless. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: again, networkMode: "always" },
      mutations: { retry: again, networkMode: "always" },
    },
  });
}
