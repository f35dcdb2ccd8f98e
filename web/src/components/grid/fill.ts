/** Fills a table into the lines of a grid, and tells what did not fit. */

import type { Place } from "@/components/grid/move";
import { tidy } from "@/lib/text";

/** A column that can be typed: the line with the text in it, or why it cannot be. */
export type Column<Line> = {
  label: string;
  /** The line without what a new one has there by itself: a text that is not understood does not become that. */
  clear?: (line: Line) => Line;
} & ({ put: (line: Line, text: string) => Line | string } | { item: (line: Line, item: { code: string; name: string }) => Line });

/** What an item's text stands for, or why it stands for none. */
export type Items = Map<string, { code: string; name: string } | string>;

interface Filling<Line> {
  lines: Line[];
  at: Place;
  table: string[][];
  columns: Column<Line>[];
  items: Items;
  /** Most lines. */
  most: number;
  /** The lines with a new one after them. */
  grow: (lines: Line[]) => Line[];
}

export interface Filled<Line> {
  lines: Line[];
  /** Into how many lines something was put. */
  rows: number;
  /** What was not put in, and why. */
  told: string[];
}

export function fill<Line>({ lines, at, table, columns, items, most, grow }: Filling<Line>): Filled<Line> {
  let all = lines;
  const told: string[] = [];
  const fitting = table.slice(0, Math.max(0, most - at.row));
  fitting.forEach((cells, down) => {
    const row = at.row + down;
    const isNew = row >= all.length;
    if (isNew) all = grow(all);
    let line = all[row];
    for (const [across, cell] of cells.entries()) {
      const [column, text] = [columns[at.column + across], tidy(cell, true)];
      if (column === undefined || line === undefined || text === "") continue;
      const next = into(column, line, text, items);
      if (typeof next === "string") told.push(`第${row + 1}行${column.label}“${short(text)}”：${next}`);
      if (typeof next !== "string") line = next;
      else if (isNew && column.clear) line = column.clear(line);
    }
    if (line !== undefined) all = all.with(row, line);
  });
  const beyond = fitting.flatMap((cells, down) => cells.slice(columns.length - at.column).map((cell) => ({ row: at.row + down, text: tidy(cell, true) }))).filter(({ text }) => text !== "");
  const [first] = beyond;
  if (first) told.push(`超出最后一列的 ${beyond.length} 格（第${first.row + 1}行“${short(first.text)}”${beyond.length > 1 ? "等" : ""}）`);
  const over = table.length - fitting.length;
  if (over > 0) told.push(`最后 ${over} 行：最多${most}行`);
  return { lines: all, rows: fitting.length, told };
}

function into<Line>(column: Column<Line>, line: Line, text: string, items: Items): Line | string {
  if ("put" in column) return column.put(line, text);
  const item = items.get(text) ?? "没有查到";
  return typeof item === "string" ? item : column.item(line, item);
}

/** The texts of items that a table brings. */
export function itemsIn<Line>(table: string[][], at: Place, columns: Column<Line>[]): string[] {
  const texts = table.flatMap((cells) =>
    cells.flatMap((cell, across) => {
      const column = columns[at.column + across];
      return column && "item" in column ? [tidy(cell, true)] : [];
    }),
  );
  return [...new Set(texts)].filter((text) => text !== "");
}

const MOST_SHOWN = 20;
const short = (text: string) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text).replaceAll("\n", " ");
