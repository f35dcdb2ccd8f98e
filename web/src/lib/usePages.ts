import { useState } from "react";

interface Kept {
  query: string;
  /** Where the first page begins, once nothing was found before. */
  first?: string | undefined;
  cursors: string[];
}

/** Paging by cursors, which only lead on: the way back is the cursors one came by. A changed `query` begins anew. */
export function usePages(query: string): Pages {
  const [state, setKept] = useState<Kept>({ query, cursors: [] });
  const kept = state.query === query ? state : { query, cursors: [] };
  const { first, cursors } = kept;
  return {
    cursor: cursors.at(-1) ?? first,
    page: cursors.length + 1,
    forward: (next) => setKept({ ...kept, cursors: [...cursors, next] }),
    back: () => setKept({ ...kept, cursors: cursors.slice(0, -1) }),
    skip: (next) => setKept(cursors.length === 0 ? { ...kept, first: next } : { ...kept, cursors: [...cursors.slice(0, -1), next] }),
  };
}

export interface Pages {
  /** What the server is asked with; undefined for the first page. */
  cursor: string | undefined;
  page: number;
  forward: (next: string) => void;
  back: () => void;
  /** Goes on from a page on which nothing was found, in its place. */
  skip: (next: string) => void;
}
