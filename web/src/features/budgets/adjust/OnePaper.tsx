import { Select } from "antd";

import { Files } from "@/components/uploads/Files";
import { useUploads } from "@/components/uploads/useUploads";
import type { AdjustForm } from "@/features/budgets/adjust/form";
import type { Terms } from "@/features/budgets/entry/form";

interface OnePaperProps {
  terms: Terms;
  chosen: AdjustForm["attachment"];
  fault: string | undefined;
  hint?: string;
  onChange: (chosen: AdjustForm["attachment"]) => void;
}

/** The one attachment of an adjustment, of a kind on offer; another one takes its place. */
export function OnePaper({ terms, chosen, fault, hint, onChange }: OnePaperProps) {
  const kinds = terms.papers.filter(({ of_adjustment: fits }) => fits);
  const first = kinds[0]?.code;
  const uploads = useUploads((upload) => {
    const kind = chosen?.kind ?? first;
    if (kind !== undefined) onChange({ upload, kind });
  });
  return (
    <Files
      attachments={chosen === null ? [] : [chosen.upload]}
      uploads={uploads}
      fault={fault}
      hint={hint ?? `须上传一个附件：${kinds.map(({ label }) => label).join("、")}之一；再选文件即替换。`}
      onRemove={() => onChange(null)}
      extra={(upload, name) => (
        <Select aria-label={`${name} 附件类型`} style={{ width: 120, flex: "none" }} options={kinds.map(({ code, label }) => ({ value: code, label }))} value={chosen?.kind} onChange={(kind) => onChange({ upload, kind })} />
      )}
    />
  );
}
