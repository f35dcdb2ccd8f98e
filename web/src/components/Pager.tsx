import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";

import css from "@/components/Pager.module.css";
import type { Pages } from "@/lib/usePages";

/** 上一页, 下一页. */
export function Pager({ pages, next }: { pages: Pages; next: string | null | undefined }) {
  const last = next === null || next === undefined;
  if (pages.page === 1 && last) return null;
  return (
    <nav className={css.pager} aria-label="翻页">
      <Button icon={<LeftOutlined />} disabled={pages.page === 1} onClick={pages.back}>
        上一页
      </Button>
      <span className="soft">第 {pages.page} 页</span>
      <Button icon={<RightOutlined />} iconPlacement="end" disabled={last} onClick={() => next && pages.forward(next)}>
        下一页
      </Button>
    </nav>
  );
}
