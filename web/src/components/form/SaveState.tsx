import { CheckCircleOutlined, CloudUploadOutlined, ExclamationCircleOutlined, LoadingOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";

import type { Saving } from "@/lib/form/saving";
import css from "@/components/form/SaveState.module.css";
import { formatInstant } from "@/lib/dates";

interface StateProps {
  saving: Saving;
  /** Whether the server has it already. */
  isThere: boolean;
  /** Whether some of what is typed cannot be sent as it is. */
  partly: boolean;
  /** What is said while nothing could be saved yet. */
  before?: string;
}

/** How far the draft is saved: 已保存, 正在保存, 未保存 and why. */
export function SaveState({ saving, isThere, partly, before = "内容随时自动保存" }: StateProps) {
  const { icon, words, tone } = told(saving, isThere, partly, before);
  return (
    <span role="status" className={`${css.state} ${tone ?? ""}`}>
      {icon}
      {words}
    </span>
  );
}

function told(saving: Saving, isThere: boolean, partly: boolean, before: string): { icon?: ReactNode; words: string; tone?: string | undefined } {
  const warn = <ExclamationCircleOutlined />;
  switch (saving.at) {
    case "idle":
      return isThere ? { icon: <CheckCircleOutlined />, words: "已保存" } : { words: before };
    case "waiting":
      return { icon: <CloudUploadOutlined />, words: "未保存" };
    case "sending":
      return { icon: <LoadingOutlined />, words: "正在保存…" };
    case "saved": {
      const at = formatInstant(saving.when.toISOString()).slice(11);
      return partly ? { icon: warn, words: `已保存 ${at}，标红的内容除外`, tone: css.unsaved } : { icon: <CheckCircleOutlined />, words: `已保存 ${at}` };
    }
    case "offline":
      return { icon: warn, words: "未保存——网络中断，内容已留在本机，恢复后自动保存", tone: css.unsaved };
    case "refused":
      return { icon: warn, words: `未保存——${saving.trouble.title}`, tone: css.failed };
    case "conflict":
      return { icon: warn, words: "未保存——已在别处修改，请先选择保留哪一份", tone: css.failed };
    case "closed":
      return { icon: warn, words: `不能保存——${saving.trouble.title}`, tone: css.failed };
  }
}
