/** Where a key leads in a grid that is filled in by keyboard alone. */

export interface Place {
  row: number;
  column: number;
}

export interface Press {
  key: string;
  shift: boolean;
  ctrl: boolean;
  alt: boolean;
}

/** At which ends of its text the caret stands, so that an arrow leads on instead of moving in it. */
export interface Edges {
  left: boolean;
  right: boolean;
  up: boolean;
  down: boolean;
}

export interface Size {
  rows: number;
  columns: number;
}

/** Another cell, a new line below, the line gone, or nothing of the grid's. */
export type Move = { to: Place } | "add" | "remove" | null;

/** Enter goes on as Tab does, and past the last cell to a new line; arrows go to the neighbour; the rest is the field's. */
export function moveOf(press: Press, at: Place, size: Size, edges: Edges): Move {
  if (press.ctrl && press.key === "Enter") return "add";
  if (press.ctrl && press.key === "Delete") return "remove";
  if (press.ctrl || press.alt) return null;
  if (press.key === "Enter") return press.shift ? along(at, size, -1) : (along(at, size, 1) ?? "add");
  if (press.shift) return null;
  switch (press.key) {
    case "ArrowUp":
      return edges.up ? down(at, size, -1) : null;
    case "ArrowDown":
      return edges.down ? down(at, size, 1) : null;
    case "ArrowLeft":
      return edges.left ? along(at, size, -1) : null;
    case "ArrowRight":
      return edges.right ? along(at, size, 1) : null;
    default:
      return null;
  }
}

/** The next or the last cell in reading order. */
function along({ row, column }: Place, { rows, columns }: Size, by: 1 | -1): Move {
  const place = row * columns + column + by;
  if (place < 0 || place >= rows * columns) return null;
  return { to: { row: Math.floor(place / columns), column: place % columns } };
}

function down({ row, column }: Place, { rows }: Size, by: 1 | -1): Move {
  const to = row + by;
  return to < 0 || to >= rows ? null : { to: { row: to, column } };
}
