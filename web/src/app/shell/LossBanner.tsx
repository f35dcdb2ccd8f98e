import { Alert } from "antd";
import { useSyncExternalStore } from "react";

import { loss } from "@/lib/storage";

/** Tells once that this browser keeps nothing of what is typed. */
export function LossBanner() {
  const isLosing = useSyncExternalStore(loss.watch, loss.is);
  if (!isLosing) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title="本机浏览器不能保存填写的内容"
      description="浏览器的存储空间已满，或不允许本网站存储数据。可以照常办理；没有提交或保存到服务器的内容，关闭或刷新页面后不再保留。"
      closable={{ onClose: loss.told, "aria-label": "知道了" }}
    />
  );
}
