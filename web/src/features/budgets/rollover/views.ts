import type { ReactNode } from "react";

/** What each view of the page 年结 is given. */
export interface ViewProps {
  year: string;
  /** Where one goes from view to view, and from year to year. */
  views: ReactNode;
  years: ReactNode;
  /** Whether one may call an operation; the server says so. */
  may: (operation: string) => boolean;
}
