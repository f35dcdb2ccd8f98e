import { Button, Empty, Result, Skeleton } from "antd";
import type { ReactNode } from "react";

import { toTrouble, type Handling } from "@/lib/problem";

/** While something is being read. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="正在加载" style={{ padding: 16 }}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** There is nothing, why, and what one can do. */
export function Nothing({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="soft">{children}</span>} style={{ padding: "24px 0" }}>
      {action}
    </Empty>
  );
}

const PICTURE: Record<Handling, "403" | "404" | "500" | "warning"> = {
  offline: "warning",
  broken: "500",
  session: "403",
  forbidden: "403",
  absent: "404",
  stale: "warning",
  invalid: "warning",
  refused: "warning",
};

const HINT: Partial<Record<Handling, string>> = {
  offline: "网络恢复后点击“重试”，本页其他内容不受影响。",
  forbidden: "如需使用此功能，请联系单位管理员设置角色。",
  absent: "链接可能已失效，或该内容不在您的权限范围内。",
};

/** What could not be read, and why. */
export function TroublePanel({ error, retry }: { error: unknown; retry?: () => void }) {
  const trouble = toTrouble(error);
  return (
    <div role="alert">
      <Result
        status={PICTURE[trouble.handling]}
        icon={null}
        title={<span style={{ fontSize: 18 }}>{trouble.title}</span>}
        subTitle={HINT[trouble.handling]}
        extra={retry && <Button onClick={retry}>重试</Button>}
      />
    </div>
  );
}
