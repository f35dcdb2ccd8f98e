import { Alert, Button } from "antd";

import css from "@/features/questions/Question.module.css";
import type { Saving } from "@/lib/autosave";

/** What is typed met another's: it is read anew, and what is typed here can be copied before. */
export function LostRace({ saving, onReload }: { saving: Saving; onReload: () => void }) {
  if (saving.at !== "conflict" && saving.at !== "closed") return null;
  return (
    <Alert
      className={css.note ?? ""}
      type="warning"
      showIcon
      role="alert"
      title={saving.at === "conflict" ? "内容已在别处修改，本页填写的尚未保存" : `不能保存：${saving.trouble.title}`}
      description="本页填写的内容还在，可先复制需要的部分，再载入最新内容。"
      action={
        <Button
          onClick={() => {
            onReload();
            window.location.reload();
          }}
        >
          载入最新内容
        </Button>
      }
    />
  );
}
