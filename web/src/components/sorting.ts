import type { TableColumnsType } from "antd";

import { toFen } from "@/lib/money";
import type { Sort } from "@/lib/useSort";

/** By which columns a list can be sorted. */
export interface Sorting<Row> {
  sort: Sort;
  /** The column by which the server sorts, over all pages. */
  own: string;
  /** The columns that are compared here: only where the whole list is on the page, else it would be sorted in part. */
  compares: Record<string, (a: Row, b: Row) => number>;
  onSort: (sort: Sort) => void;
}

/** The columns with their headers to sort by; `whole` says that there is no other page. */
export function sorted<Row>(columns: TableColumnsType<Row>, { sort, own, compares }: Sorting<Row>, whole: boolean): TableColumnsType<Row> {
  const by = sort.by === own || whole ? sort : { by: own, down: false };
  const order = by.down ? ("descend" as const) : ("ascend" as const);
  return columns.map((column) => {
    const key = typeof column.key === "string" ? column.key : "";
    const compare = key === own ? true : whole ? compares[key] : undefined;
    return compare === undefined ? column : { ...column, sorter: compare, sortOrder: by.by === key ? order : null };
  });
}

const WORDS = new Intl.Collator("zh-CN", { numeric: true });

/** Texts as a Chinese reader looks them up, numbers within them by their size. */
export const byText =
  <Row>(text: (row: Row) => string) =>
  (a: Row, b: Row) =>
    WORDS.compare(text(a), text(b));

/** Instants and days, written so that their texts sort as they do. */
export const byTime =
  <Row>(text: (row: Row) => string) =>
  (a: Row, b: Row) => {
    const [one, other] = [Date.parse(text(a)), Date.parse(text(b))];
    return one - other;
  };

export const byAmount =
  <Row>(yuan: (row: Row) => string) =>
  (a: Row, b: Row) => {
    const [one, other] = [toFen(yuan(a)) ?? 0n, toFen(yuan(b)) ?? 0n];
    return one < other ? -1 : one > other ? 1 : 0;
  };
