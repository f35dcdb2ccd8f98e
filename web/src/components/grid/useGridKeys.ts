import { useEffect, useRef, type KeyboardEvent, type RefObject } from "react";

import { moveOf, type Edges, type Place } from "@/components/grid/move";
import { isComposing } from "@/lib/composing";

interface GridKeys {
  rows: number;
  columns: number;
  /** A new line after this one. */
  onAdd: (after: number) => void;
  onRemove: (row: number) => void;
}

/** The attribute by which a cell is found. */
export const cellAt = (row: number, column: number) => ({ "data-cell": `${row}:${column}` });

/** Keys of a grid: what its root listens to, before the fields do. */
export function useGridKeys({ rows, columns, onAdd, onRemove }: GridKeys): {
  ref: RefObject<HTMLDivElement | null>;
  onKeyDownCapture: (event: KeyboardEvent) => void;
  focus: (place: Place) => void;
} {
  const ref = useRef<HTMLDivElement>(null);
  const wanted = useRef<Place | null>(null);
  const go = () => {
    const place = wanted.current;
    if (place !== null && focusOn(ref.current, place)) wanted.current = null;
  };
  // A line that was just added can be gone to once it is there.
  useEffect(go);
  const focus = (place: Place) => {
    wanted.current = place;
    go();
  };
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const at = placeOf(event.target);
    // While an input method composes characters or a list is open, keys are theirs.
    if (at === null || isComposing(event.nativeEvent) || isOpen(event.target)) return;
    const press = { key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey };
    const move = moveOf(press, at, { rows, columns }, edgesOf(event.target));
    if (move === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (move === "add") {
      wanted.current = { row: at.row + 1, column: 0 };
      onAdd(at.row);
    } else if (move === "remove") {
      wanted.current = { row: Math.max(0, Math.min(at.row, rows - 2)), column: at.column };
      onRemove(at.row);
    } else {
      focus(move.to);
    }
  };
  return { ref, onKeyDownCapture, focus };
}

/** The cell in which this is; null where it is in none. */
export function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-cell]") : null;
  const [row, column] = (cell?.dataset.cell ?? "").split(":").map(Number);
  return row === undefined || column === undefined ? null : { row, column };
}

function isOpen(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true";
}

function edgesOf(target: EventTarget): Edges {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return { left: true, right: true, up: true, down: true };
  const whole = target.selectionStart === 0 && target.selectionEnd === target.value.length;
  const left = target.selectionEnd === 0 || whole;
  const right = target.selectionStart === target.value.length || whole;
  const single = target instanceof HTMLInputElement;
  return { left, right, up: single || left, down: single || right };
}

function focusOn(root: HTMLElement | null, { row, column }: Place): boolean {
  const field = root?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"] :is(input, textarea)`);
  if (!field) return false;
  field.focus();
  if (field instanceof HTMLInputElement) field.select();
  return true;
}
