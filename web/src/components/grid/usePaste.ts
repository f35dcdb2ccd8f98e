import { useQueryClient } from "@tanstack/react-query";
import { useState, type ClipboardEvent } from "react";

import { fill, itemsIn, type Column, type Filled, type Items } from "@/components/grid/fill";
import { lookUp } from "@/components/grid/lookUp";
import type { Place } from "@/components/grid/move";
import { tableOf } from "@/components/grid/table";
import { placeOf } from "@/components/grid/useGridKeys";

interface Pasting<Line> {
  lines: Line[];
  columns: Column<Line>[];
  most: number;
  grow: (lines: Line[]) => Line[];
  change: (update: (lines: Line[]) => Line[]) => void;
}

export interface Pasted {
  rows: number;
  told: string[];
  /** Absent once something else was typed: it would be lost with it. */
  onUndo: (() => void) | undefined;
  onClose: () => void;
}

/** A table that is pasted into a cell fills across and down from there. */
export function usePaste<Line extends { key: string }>({ lines, columns, most, grow, change }: Pasting<Line>) {
  const client = useQueryClient();
  const [last, setLast] = useState<Filled<Line> & { before: Line[] }>();
  const put = async (table: string[][], at: Place) => {
    const start = lines[at.row]?.key;
    const texts = itemsIn(table, at, columns);
    const items: Items = texts.length === 0 ? new Map<string, string>() : await lookUp(client, texts);
    change((before) => {
      // Lines may have come and gone while items were looked up.
      const row = before.findIndex(({ key }) => key === start);
      const filled = fill({ lines: before, at: row === -1 ? at : { ...at, row }, table, columns, items, most, grow });
      setLast({ ...filled, before });
      return filled.lines;
    });
  };
  const onPasteCapture = (event: ClipboardEvent) => {
    const at = placeOf(event.target);
    if (at === null) return;
    const isArea = event.target instanceof HTMLElement && "lines" in event.target.dataset;
    const table = tableOf({ text: event.clipboardData.getData("text/plain"), html: event.clipboardData.getData("text/html") }, isArea);
    if (table === null) return;
    event.preventDefault();
    event.stopPropagation();
    void put(table, at);
  };
  const undo = () => {
    if (last) change(() => last.before);
    setLast(undefined);
  };
  const pasted: Pasted | undefined = last && { rows: last.rows, told: last.told, onUndo: last.lines === lines ? undo : undefined, onClose: () => setLast(undefined) };
  return { onPasteCapture, pasted };
}
