import { useEffect, type ReactNode } from "react";

import css from "@/components/Page.module.css";

interface PageProps {
  title: string;
  /** Beside the title: a count, a number, a tag. */
  aside?: ReactNode;
  /** What can be done with the page as a whole. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its heading; the heading is also the window's title. */
export function Page({ title, aside, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · 政府采购管理系统`;
  }, [title]);
  return (
    <>
      <header className={css.head}>
        <h1 className="long">{title}</h1>
        {aside}
        <div className={css.actions}>{actions}</div>
      </header>
      {children}
    </>
  );
}

/** A titled surface on a page. */
export function Panel({ title, extra, flush = false, children }: { title?: ReactNode; extra?: ReactNode; flush?: boolean; children: ReactNode }) {
  return (
    <section className={css.panel}>
      {title !== undefined && (
        <header className={css.panelHead}>
          <h2>{title}</h2>
          <div className={css.actions}>{extra}</div>
        </header>
      )}
      <div className={flush ? undefined : css.panelBody}>{children}</div>
    </section>
  );
}
