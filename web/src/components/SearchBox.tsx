import { SearchInput } from "@/components/typed/Text";
import { useAddress } from "@/lib/useAddress";

/** Looks for a text. */
export function SearchBox({ name, label, width = 300 }: { name: string; label: string; width?: number }) {
  const address = useAddress();
  const text = address.of(name);
  return <SearchInput key={text} start={text} label={label} width={width} onSearch={(words) => address.set({ [name]: words }, { replace: true })} />;
}
