import { Input } from "antd";
import { useSearchParams } from "react-router";

/** Looks for a text; what is looked for stands in the page's address, so that it is still there on the way back. */
export function SearchBox({ name, label, width = 300 }: { name: string; label: string; width?: number }) {
  const [query, setQuery] = useSearchParams();
  return (
    <Input.Search
      key={query.get(name) ?? ""}
      defaultValue={query.get(name) ?? ""}
      placeholder={label}
      aria-label={label}
      allowClear
      maxLength={60}
      style={{ width }}
      onSearch={(text) => setQuery((old) => changed(old, name, text.trim()), { replace: true })}
    />
  );
}

function changed(old: URLSearchParams, name: string, text: string): URLSearchParams {
  const next = new URLSearchParams(old);
  if (text === "") next.delete(name);
  else next.set(name, text);
  return next;
}
