import { Input } from "antd";

import { useAddress } from "@/lib/useAddress";

/** Looks for a text. */
export function SearchBox({ name, label, width = 300 }: { name: string; label: string; width?: number }) {
  const address = useAddress();
  const text = address.of(name);
  return (
    <Input.Search
      key={text}
      defaultValue={text}
      placeholder={label}
      aria-label={label}
      allowClear
      maxLength={60}
      style={{ width }}
      onSearch={(words) => address.set({ [name]: words.trim() }, { replace: true })}
    />
  );
}
