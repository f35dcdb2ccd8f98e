import { useSearchParams } from "react-router";

interface Address {
  /** What stands there under a name; "" where nothing does. */
  of: (name: string) => string;
  /** Changes what stands there; "" takes it away. A step of its own on the way back, unless it is replaced. */
  set: (values: Record<string, string>, how?: { replace: boolean }) => void;
}

/** What is looked for stands in the page's address, so that it is still there on the way back. */
export function useAddress(): Address {
  const [query, setQuery] = useSearchParams();
  return {
    of: (name) => query.get(name) ?? "",
    set: (values, how) => setQuery((old) => changed(old, values), how),
  };
}

export function changed(old: URLSearchParams, values: Record<string, string>): URLSearchParams {
  const next = new URLSearchParams(old);
  for (const [name, value] of Object.entries(values)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  return next;
}
