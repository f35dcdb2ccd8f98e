import type { UseQueryResult } from "@tanstack/react-query";
import { Table, type TableColumnsType, type TableProps } from "antd";
import { useEffect, type Key, type ReactNode } from "react";

import { Answer } from "@/components/Answer";
import { Panel } from "@/components/Page";
import { Pager } from "@/components/Pager";
import { sorted, type Sorting } from "@/components/sorting";
import { Nothing } from "@/components/States";
import { Wide } from "@/components/Wide";
import type { Pages } from "@/lib/usePages";

export interface ListingProps<Row> {
  label: string;
  /** A heading of its own, where the page has more than this. */
  title?: string;
  /** The width in pixels that the columns need. */
  min: number;
  columns: TableColumnsType<Row>;
  keyOf: (row: Row) => Key;
  query: UseQueryResult<{ items: Row[]; next: string | null }>;
  pages: Pages;
  /** What stands there when there is none. */
  empty: ReactNode;
  /** By what it can be sorted, where it can. */
  sorting?: Sorting<Row>;
  /** What is chosen, also on other pages, where rows can be chosen. */
  chosen?: Row[];
  onChoose?: (rows: Row[]) => void;
  /** Why a row cannot be chosen. */
  barred?: (row: Row) => string | null;
  /** What opens below a row. */
  below?: (row: Row) => ReactNode;
  /** A row under all. */
  sums?: (rows: Row[]) => ReactNode;
}

/** A list of the server's, page by page, with all its states. */
export function Listing<Row extends object>({ label, title, min, columns, keyOf, query, pages, empty, sorting, chosen, onChoose, barred, below, sums }: ListingProps<Row>) {
  // A page that was looked through may hold nothing although more follow: what is sought may be the oldest of all.
  const more = query.data?.items.length === 0 && !query.isPlaceholderData ? query.data.next : null;
  useEffect(() => {
    if (more !== null) pages.skip(more);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each such page
  }, [more]);
  return (
    <Panel flush title={title}>
      <Answer query={query}>
        {({ items, next }) => (
          <>
            <Wide label={label} min={min}>
              <Table
                size="small"
                rowKey={keyOf}
                columns={sorting ? sorted(columns, sorting, pages.page === 1 && next === null) : columns}
                dataSource={items}
                pagination={false}
                sortDirections={["ascend", "descend", "ascend"]}
                onChange={(_, __, sorter) => {
                  const { columnKey, order } = Array.isArray(sorter) ? {} : sorter;
                  if (typeof columnKey === "string") sorting?.onSort({ by: columnKey, down: order === "descend" });
                }}
                {...(chosen && { rowSelection: selection(chosen, keyOf, onChoose, barred) })}
                {...(below && { expandable: { expandedRowRender: below } })}
                {...(sums && { summary: () => sums(items) })}
                loading={query.isPlaceholderData}
                locale={{ emptyText: <Nothing picture>{query.isPlaceholderData || next !== null ? "正在继续查找…" : empty}</Nothing> }}
              />
            </Wide>
            <Pager pages={pages} next={next} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function selection<Row>(chosen: Row[], keyOf: (row: Row) => Key, onChoose?: (rows: Row[]) => void, barred?: (row: Row) => string | null): TableProps<Row>["rowSelection"] {
  return {
    selectedRowKeys: chosen.map(keyOf),
    preserveSelectedRowKeys: true,
    onChange: (_, rows) => onChoose?.(rows),
    getCheckboxProps: (row) => {
      const reason = barred?.(row) ?? null;
      return reason === null ? {} : { disabled: true, title: reason };
    },
  };
}
