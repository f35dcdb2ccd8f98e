import { Select } from "antd";

import { Files } from "@/components/uploads/Files";
import { useUploads } from "@/components/uploads/useUploads";
import { paperHint, paperOf, type EntryForm, type Terms } from "@/features/budgets/entry/form";

interface PapersProps {
  terms: Terms;
  form: EntryForm;
  fault: string | undefined;
  change: (update: (form: EntryForm) => EntryForm) => void;
}

/** The attachments of a budget 预算附件, each of a kind. */
export function Papers({ terms, form, fault, change }: PapersProps) {
  const uploads = useUploads((upload) => change((now) => ({ ...now, attachments: [...now.attachments, { upload, kind: paperOf(terms, now.kind) }] })));
  const kinds = new Map(form.attachments.map(({ upload, kind }) => [upload, kind]));
  return (
    <Files
      attachments={form.attachments.map(({ upload }) => upload)}
      uploads={uploads}
      fault={fault}
      hint={paperHint(terms, form.kind)}
      onRemove={(upload) => change((now) => ({ ...now, attachments: now.attachments.filter((one) => one.upload !== upload) }))}
      extra={(upload, name) => (
        <Select
          aria-label={`${name} 附件类型`}
          style={{ width: 120, flex: "none" }}
          options={terms.papers.map(({ code, label }) => ({ value: code, label }))}
          value={kinds.get(upload)}
          onChange={(kind) => change((now) => ({ ...now, attachments: now.attachments.map((one) => (one.upload === upload ? { upload, kind } : one)) }))}
        />
      )}
    />
  );
}
