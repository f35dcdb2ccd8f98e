import { expect, test } from "vitest";

import { moveOf, type Press } from "@/components/grid/move";

const SIZE = { rows: 2, columns: 3 };
const ENDS = { left: true, right: true, up: true, down: true };
const INSIDE = { left: false, right: false, up: false, down: false };
const press = (key: string, own: Partial<Press> = {}): Press => ({ key, shift: false, ctrl: false, alt: false, ...own });
const to = (row: number, column: number) => ({ to: { row, column } });

test("Enter goes from cell to cell and over the end of a line, and past the last one asks for a new line", () => {
  expect(moveOf(press("Enter"), { row: 0, column: 0 }, SIZE, INSIDE)).toEqual(to(0, 1));
  expect(moveOf(press("Enter"), { row: 0, column: 2 }, SIZE, INSIDE)).toEqual(to(1, 0));
  expect(moveOf(press("Enter"), { row: 1, column: 2 }, SIZE, INSIDE)).toBe("add");
  expect(moveOf(press("Enter", { shift: true }), { row: 1, column: 0 }, SIZE, INSIDE)).toEqual(to(0, 2));
  expect(moveOf(press("Enter", { shift: true }), { row: 0, column: 0 }, SIZE, INSIDE)).toBeNull();
});

test("arrows go to the neighbour once the caret is at the end of its text", () => {
  expect(moveOf(press("ArrowDown"), { row: 0, column: 1 }, SIZE, ENDS)).toEqual(to(1, 1));
  expect(moveOf(press("ArrowDown"), { row: 1, column: 1 }, SIZE, ENDS)).toBeNull();
  expect(moveOf(press("ArrowUp"), { row: 1, column: 1 }, SIZE, ENDS)).toEqual(to(0, 1));
  expect(moveOf(press("ArrowRight"), { row: 0, column: 2 }, SIZE, ENDS)).toEqual(to(1, 0));
  expect(moveOf(press("ArrowLeft"), { row: 1, column: 0 }, SIZE, ENDS)).toEqual(to(0, 2));
  for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
    expect(moveOf(press(key), { row: 1, column: 1 }, SIZE, INSIDE)).toBeNull();
    expect(moveOf(press(key, { shift: true }), { row: 1, column: 1 }, SIZE, ENDS)).toBeNull();
  }
});

test("with Ctrl, Enter adds a line and Delete takes one away; all else is the field's own", () => {
  expect(moveOf(press("Enter", { ctrl: true }), { row: 0, column: 0 }, SIZE, INSIDE)).toBe("add");
  expect(moveOf(press("Delete", { ctrl: true }), { row: 0, column: 0 }, SIZE, INSIDE)).toBe("remove");
  expect(moveOf(press("Delete"), { row: 0, column: 0 }, SIZE, ENDS)).toBeNull();
  expect(moveOf(press("Enter", { alt: true }), { row: 0, column: 0 }, SIZE, ENDS)).toBeNull();
  expect(moveOf(press("5"), { row: 0, column: 0 }, SIZE, ENDS)).toBeNull();
});
