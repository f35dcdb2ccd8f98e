import { ApiOutlined, ExclamationCircleOutlined, LockOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Empty, Skeleton } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";

import css from "@/components/States.module.css";
import { paths } from "@/lib/paths";
import { toTrouble, type Handling } from "@/lib/problem";

/** While something is being read. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="正在加载" style={{ padding: 16 }}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** There is nothing, why, and what one can do; with a picture where it is all that a page has. */
export function Nothing({ children, action, picture = false }: { children: ReactNode; action?: ReactNode; picture?: boolean }) {
  return (
    <Empty
      image={picture ? Empty.PRESENTED_IMAGE_SIMPLE : null}
      description={<span className="soft">{children}</span>}
      styles={picture ? {} : { image: { display: "none" } }}
      style={{ margin: 0, padding: picture ? "36px 0" : "20px 0" }}
    >
      {action}
    </Empty>
  );
}

interface BlankProps {
  icon: ReactNode;
  title: string;
  hint?: string | undefined;
  actions?: ReactNode;
}

/** In place of what cannot be shown: what happened, and how to go on. */
export function Blank({ icon, title, hint, actions }: BlankProps) {
  return (
    <div role="alert" className={css.blank}>
      <span className={css.icon} aria-hidden>
        {icon}
      </span>
      <p className={css.title}>{title}</p>
      {hint !== undefined && <p className="soft">{hint}</p>}
      <div className={css.actions}>{actions}</div>
    </div>
  );
}

const ICON: Partial<Record<Handling, ReactNode>> = {
  offline: <ApiOutlined />,
  forbidden: <LockOutlined />,
  session: <LockOutlined />,
  absent: <SearchOutlined />,
};

const HINT: Partial<Record<Handling, string>> = {
  offline: "网络恢复后点击“重试”，本页其他内容不受影响。",
  forbidden: "如需使用此功能，请联系单位管理员设置角色。",
  absent: "链接可能已失效，或该内容不在您的权限范围内。",
};

/** What could not be read, and why. */
export function TroublePanel({ error, retry }: { error: unknown; retry?: () => void }) {
  const { handling, title, retryable } = toTrouble(error);
  return (
    <Blank
      icon={ICON[handling] ?? <ExclamationCircleOutlined />}
      title={title}
      hint={HINT[handling]}
      actions={
        retry && retryable ? (
          <Button onClick={retry}>重试</Button>
        ) : (
          <Link to={paths.home}>
            <Button>返回工作台</Button>
          </Link>
        )
      }
    />
  );
}
