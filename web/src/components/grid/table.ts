/** A table from the clipboard, as Excel and WPS put it there. */

/** What of the clipboard is looked at. */
export interface Clip {
  text: string;
  html: string;
}

/** Its cells; null where it is text for one cell. In a cell of several `lines`, a break alone makes no table. */
export function tableOf({ text, html }: Clip, lines: boolean): string[][] | null {
  const rows = readTable(text);
  if (rows.length === 0) return null;
  const isSheet = /<table/i.test(html);
  if (rows.some((row) => row.length > 1)) return rows;
  if (rows.length > 1) return lines && !isSheet ? null : rows;
  // A single cell that was quoted since it has a break or a quote in it.
  return isSheet && rows[0]?.[0] !== text.trimEnd() ? rows : null;
}

/** Rows and cells of tab-separated text; empty lines at its end are none. */
export function readTable(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text.replace(/\r\n?/g, "\n");
  while (rest !== "") {
    const { cell, after } = nextCell(rest);
    rows.at(-1)?.push(cell);
    if (after.startsWith("\n")) rows.push([]);
    // A tab at the very end has an empty cell behind it.
    if (after === "\t") rows.at(-1)?.push("");
    rest = after.slice(1);
  }
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === "") === true) rows.pop();
  return rows;
}

/** A cell in quotes may hold tabs, line breaks and doubled quotes; a quote that nothing closes is one of its text. */
function nextCell(rest: string): { cell: string; after: string } {
  const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest);
  if (quoted?.[1] !== undefined) return { cell: quoted[1].replaceAll('""', '"'), after: rest.slice(quoted[0].length) };
  const end = /[\t\n]|$/.exec(rest)?.index ?? rest.length;
  return { cell: rest.slice(0, end), after: rest.slice(end) };
}
