import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";

import { catalogue, type Item } from "@/components/catalogue";
import { useWords } from "@/components/typed/useWords";
import { toTrouble } from "@/lib/problem";

interface PickerProps {
  /** What the field is called, its line included. */
  label: string;
  code: string;
  /** The chosen item's name, where it is known. */
  name: string;
  /** Only what may be planned on a budget of this item. */
  under?: string | undefined;
  onPick: (item: Pick<Item, "code" | "name">) => void;
  bad?: boolean;
  describedBy?: string | undefined;
}

/** Picks an item 品目 by the beginning of its code or a part of its name. */
export function ItemPicker({ label, code, name, under, onPick, bad = false, describedBy }: PickerProps) {
  const [open, setOpen] = useState(false);
  const { words, setWords, asked, around } = useWords();
  const found = useQuery({ ...catalogue(asked, under), enabled: open });
  const unnamed = useQuery({ ...catalogue(code, undefined), enabled: code !== "" && name === "" });
  const chosen = name !== "" ? name : (unnamed.data?.items.find((item) => item.code === code)?.name ?? "");
  const items = found.data?.items ?? [];
  return (
    <div role="presentation" {...around}>
      <Select<string>
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={bad}
        variant="borderless"
        style={{ width: "100%", ...(bad && { background: "var(--bad-soft)" }) }}
        status={bad ? "error" : ""}
        value={code === "" ? undefined : code}
        placeholder="输入名称或编码查找"
        showSearch={{ filterOption: false, searchValue: words, onSearch: setWords }}
        loading={open && found.isFetching}
        onOpenChange={(next) => {
          setOpen(next);
          if (!next) setWords("");
        }}
        popupMatchSelectWidth={420}
        listHeight={320}
        options={items.map((item) => ({ value: item.code, label: item.name }))}
        labelRender={() => <span title={`${chosen} ${code}`}>{chosen || code}</span>}
        optionRender={({ value }) => <Option item={items.find((item) => item.code === value)} />}
        onSelect={(next) => {
          const item = items.find((one) => one.code === next);
          if (item) onPick(item);
        }}
        notFoundContent={found.isError ? toTrouble(found.error).title : found.isFetching ? "正在查找…" : "没有符合条件的品目"}
        popupRender={(list) => (
          <>
            {list}
            {found.data?.more === true && <p className="faint" style={{ padding: "4px 12px" }}>结果较多，请多输入几个字</p>}
          </>
        )}
      />
    </div>
  );
}

function Option({ item }: { item: Item | undefined }) {
  if (!item) return null;
  return (
    <span style={{ display: "flex", justifyContent: "space-between", gap: 12 }}>
      <span className="long" style={{ whiteSpace: "normal" }}>
        {item.name}
      </span>
      <span className="faint number">
        {item.code}
        {item.has_children && " · 有下级"}
      </span>
    </span>
  );
}
