import { Alert } from "antd";
import type { ReactNode } from "react";

import css from "@/components/form/Form.module.css";
import type { Saving } from "@/lib/form/saving";

/** It cannot be saved any more: why, and where one may look; what is typed can still be copied. */
export function Closed({ saving, action }: { saving: Saving; action?: ReactNode }) {
  if (saving.at !== "closed") return null;
  return (
    <Alert
      className={css.note ?? ""}
      type="error"
      showIcon
      role="alert"
      title={`不能保存：${saving.trouble.title}`}
      description="您填写的内容仍在本页，可先复制需要的部分。"
      action={action}
    />
  );
}
