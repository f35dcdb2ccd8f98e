import { Segmented } from "antd";
import type { ReactNode } from "react";

import { Listing, type ListingProps } from "@/components/Listing";
import { Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";

interface ListPageProps<Row> extends Omit<ListingProps<Row>, "title"> {
  title: string;
  aside?: ReactNode;
  /** By which text one looks, and its name in the address. */
  search: { name: string; label: string; width?: number };
  /** Which of several lists is shown, where there are several. */
  views?: { options: { value: string; label: string }[]; value: string; onChange: (value: string) => void };
  /** Before the search box, and after it. */
  before?: ReactNode;
  after?: ReactNode;
  /** Above the list. */
  children?: ReactNode;
}

/** A page that is a list of the server's: what one looks for, which list, and its rows. */
export function ListPage<Row extends object>({ title, aside, search, views, before, after, children, ...listing }: ListPageProps<Row>) {
  return (
    <Page
      title={title}
      aside={aside}
      actions={
        <>
          {before}
          <SearchBox {...search} />
          {after}
        </>
      }
    >
      {children}
      {views && <Segmented aria-label="显示哪些" {...views} style={{ marginBottom: 12 }} />}
      <Listing {...listing} />
    </Page>
  );
}
