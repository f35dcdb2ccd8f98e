import { useState } from "react";

/** Paging by cursors, which only lead on: the way back is the cursors one came by. A changed `query` begins anew. */
export function usePages(query: string): Pages {
  const [kept, setKept] = useState<{ query: string; cursors: string[] }>({ query, cursors: [] });
  const cursors = kept.query === query ? kept.cursors : [];
  return {
    cursor: cursors.at(-1),
    page: cursors.length + 1,
    forward: (next) => setKept({ query, cursors: [...cursors, next] }),
    back: () => setKept({ query, cursors: cursors.slice(0, -1) }),
  };
}

export interface Pages {
  /** What the server is asked with; undefined for the first page. */
  cursor: string | undefined;
  page: number;
  forward: (next: string) => void;
  back: () => void;
}
