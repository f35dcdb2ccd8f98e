import { useSearchParams } from "react-router";

/** By what a list is sorted, and which way round. */
export interface Sort {
  by: string;
  down: boolean;
}

/** `-amount` as by amount, the largest first; `fallback` where nothing, or nothing that is known, stands there. */
export function readSort(text: string | null, known: string[], fallback: Sort): Sort {
  const down = text?.startsWith("-") === true;
  const by = down ? text.slice(1) : (text ?? "");
  return known.includes(by) ? { by, down } : fallback;
}

export const writeSort = ({ by, down }: Sort) => (down ? `-${by}` : by);

/** The sort of a list; it stands in the page's address, so that it is still there on the way back. */
export function useSort(known: string[], fallback: Sort): [Sort, (sort: Sort) => void] {
  const [query, setQuery] = useSearchParams();
  const change = (sort: Sort) =>
    setQuery(
      (old) => {
        const next = new URLSearchParams(old);
        next.set("sort", writeSort(sort));
        return next;
      },
      { replace: true },
    );
  return [readSort(query.get("sort"), known, fallback), change];
}
