import { useAddress } from "@/lib/useAddress";

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

/** The sort of a list, in the page's address. */
export function useSort(known: string[], fallback: Sort): [Sort, (sort: Sort) => void] {
  const address = useAddress();
  const change = (sort: Sort) => address.set({ sort: writeSort(sort) }, { replace: true });
  return [readSort(address.of("sort"), known, fallback), change];
}
