/** A budget as it is typed, and as it is sent; the amount is the sum of its sources, never typed. */

import type { Schemas } from "@/api/client";
import { fromFen, toFen } from "@/lib/money";
import type { Faults } from "@/lib/form/faults";
import { DOCUMENT_NUMBER, MEASURE, NAME } from "@/lib/limits";
import { overlong, tidy } from "@/lib/text";

export type BudgetEntry = Schemas["BudgetEntry"];
export type Source = Schemas["FundingSource"];
export type Paper = Schemas["PaperKind"];

/** What can be chosen, as the server sends it. */
export type Terms = Schemas["BudgetTerms"];

/** What is said of an attachment that a budget of this type cannot be without; "" where there is none. */
export function paperHint(terms: Terms, kind: EntryForm["kind"]): string {
  const chosen = terms.kinds.find(({ code }) => code === kind);
  const needed = terms.papers.find(({ code }) => code === chosen?.needs);
  return chosen && needed ? `${chosen.label}需上传${needed.label}。` : "";
}

/** The kind that a file is taken for unless one says otherwise: the one that is needed, else what fits no other. */
export function paperOf(terms: Terms, kind: EntryForm["kind"]): Paper {
  const needed = terms.kinds.find(({ code }) => code === kind)?.needs;
  return needed ?? terms.papers.at(-1)?.code ?? "other";
}

export interface EntryLine {
  key: string;
  item: string;
  itemName: string;
  unitPrice: string;
  quantity: string;
  measure: string;
  /** What each source gives, as it is typed. */
  funding: Partial<Record<Source, string>>;
}

export interface EntryForm {
  name: string;
  documentNumber: string;
  kind: Schemas["BudgetKind"] | "";
  year: number;
  lines: EntryLine[];
  attachments: { upload: string; kind: Paper }[];
}

export const newLine = (): EntryLine => ({
  key: crypto.randomUUID(),
  item: "",
  itemName: "",
  unitPrice: "",
  quantity: "",
  measure: "",
  funding: {},
});

export const newForm = (year: number): EntryForm => ({ name: "", documentNumber: "", kind: "", year, lines: [newLine()], attachments: [] });

/** A budget as it can be edited. */
export const formOf = (budget: Schemas["BudgetDetail"]): EntryForm => ({
  name: budget.name,
  documentNumber: budget.document_number,
  kind: budget.kind,
  year: budget.year,
  lines: budget.lines.map((line) => ({
    key: crypto.randomUUID(),
    item: line.item,
    itemName: line.item_name,
    unitPrice: line.unit_price,
    quantity: String(line.quantity),
    measure: line.measure,
    funding: Object.fromEntries(line.funding.map(({ source, amount }) => [source, amount])),
  })),
  attachments: budget.attachments.map(({ upload, kind }) => ({ upload, kind })),
});

/** A typed amount in fen; null when it is none. */
export function fenOf(typed: string): bigint | null {
  const fen = toFen(typed);
  return fen === null || fen < 0n ? null : fen;
}

function countOf(typed: string): number | null {
  const plain = typed.normalize("NFKC").replace(/[,\s]/g, "");
  const count = /^\d{1,10}$/.test(plain) ? Number(plain) : 0;
  return count > 0 && count <= 4_294_967_295 ? count : null;
}

/** The amount of a line 预算金额: the sum of what can be reckoned of its sources. */
export function amountOf(line: EntryLine): string {
  return fromFen(Object.values(line.funding).reduce((sum, typed) => sum + (fenOf(typed) ?? 0n), 0n));
}

export function amountOfAll(lines: EntryLine[]): string {
  return fromFen(lines.reduce((sum, line) => sum + (toFen(amountOf(line)) ?? 0n), 0n));
}

/** Unit price × quantity of a line, to be compared with its amount; null while it cannot be reckoned. */
export function productOf(line: EntryLine): string | null {
  const [price, quantity] = [fenOf(line.unitPrice), countOf(line.quantity)];
  return price === null || quantity === null ? null : fromFen(price * BigInt(quantity));
}

/** What is sent, once every field that cannot be left out is there; otherwise what is missing: `name`, or `<key of the line>.unit_price`. */
export function toEntry(form: EntryForm, terms: Terms): { body: BudgetEntry } | { faults: Faults } {
  const faults: Faults = {};
  const [name, number] = [tidy(form.name), tidy(form.documentNumber)];
  const wrong = (field: string, fault: string | undefined) => fault !== undefined && (faults[field] = fault);
  wrong("name", name === "" ? "请填写预算名称" : overlong(name, NAME));
  wrong("document_number", number === "" ? "请填写批文文号" : overlong(number, DOCUMENT_NUMBER));
  if (form.kind === "") faults.kind = "请选择预算类型";
  const lines = linesOf(form.lines, terms, faults);
  if (Object.keys(faults).length > 0 || form.kind === "") return { faults };
  return { body: { name, document_number: number, kind: form.kind, year: form.year, lines, attachments: form.attachments } };
}

/** The lines as they are sent; what is missing or wrong goes to `faults`. */
export function linesOf(lines: EntryLine[], terms: Terms, faults: Faults): BudgetEntry["lines"] {
  return lines.map((line) => {
    const [price, quantity] = [fenOf(line.unitPrice), countOf(line.quantity)];
    const wrong = (field: string, message: string) => (faults[`${line.key}.${field}`] = message);
    if (line.item === "") wrong("item", "请选择品目");
    if (price === null) wrong("unit_price", line.unitPrice.trim() === "" ? "请填写单价" : "单价应为数字，最多两位小数");
    if (quantity === null) wrong("quantity", line.quantity.trim() === "" ? "请填写数量" : "数量应为大于0的整数");
    const measure = tidy(line.measure);
    const told = measure === "" ? "请填写数量单位" : overlong(measure, MEASURE);
    if (told !== undefined) wrong("measure", told);
    const funding = fundingOf(line, terms);
    for (const { source, amount } of funding) if (amount === null) wrong(source, "金额应为数字，最多两位小数");
    return {
      item: line.item,
      unit_price: fromFen(price ?? 0n),
      quantity: quantity ?? 0,
      measure,
      funding: funding.map(({ source, amount }) => ({ source, amount: fromFen(amount ?? 0n) })),
    };
  });
}

/** The sources that give something, in the order in which they are sent. */
function fundingOf(line: EntryLine, terms: Terms): { source: Source; amount: bigint | null }[] {
  return terms.sources.flatMap(({ code }) => {
    const typed = line.funding[code]?.trim() ?? "";
    return typed === "" ? [] : [{ source: code, amount: fenOf(typed) }];
  });
}

/** Where a fault of a line belongs: `<key>.unit_price`, or `<key>.general_budget` for the amount of a source. */
export function placeInLine(path: (string | number)[], lines: EntryLine[], terms: Terms): string | undefined {
  const [whole, index, cell, place] = path;
  const line = whole === "lines" && typeof index === "number" ? lines[index] : undefined;
  if (!line) return undefined;
  const source = cell === "funding" && typeof place === "number" ? fundingOf(line, terms)[place]?.source : undefined;
  return `${line.key}.${source ?? cell ?? ""}`;
}

/** The field of the form that was sent to which a fault of the server's belongs; "" where it belongs to none. */
export function placeInEntry(path: (string | number)[], sent: EntryForm, terms: Terms): string {
  const own = ["name", "document_number", "kind", "year", "attachments"];
  return placeInLine(path, sent.lines, terms) ?? (own.includes(String(path[0])) ? String(path[0]) : "");
}
