/** Money as the API sends it: yuan as text with two decimals. Reckoned in whole fen, never in floats. */

const YUAN = /^-?\d+(\.\d{1,2})?$/;

/** Fen of a typed or sent amount; separators and full-width digits are forgiven; null where it is no amount. */
export function toFen(text: string): bigint | null {
  const plain = text.normalize("NFKC").replace(/[,\s¥元]/g, "");
  if (!YUAN.test(plain)) return null;
  const [whole = "0", decimals = ""] = plain.replace("-", "").split(".");
  const fen = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, "0"));
  return plain.startsWith("-") ? -fen : fen;
}

/** The amount as the API takes it: `1234.50`. */
export function fromFen(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `1234567.80` as `1,234,567.80`; what is no amount stays as it is. */
export function formatYuan(text: string): string {
  const fen = toFen(text);
  if (fen === null) return text;
  const [whole = "", decimals = ""] = fromFen(fen).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals}`;
}

/** Short for charts: 元, 万元 from ten thousand, 亿元 from a hundred million; rounded half up to two decimals. */
export function shortYuan(text: string): string {
  const fen = toFen(text);
  if (fen === null) return text;
  const size = fen < 0n ? -fen : fen;
  const [unit, words] = size >= 10_000_000_000n ? [100_000_000n, "亿元"] : size >= 1_000_000n ? [10_000n, "万元"] : [1n, "元"];
  const rounded = (size + unit / 2n) / unit;
  return `${formatYuan(fromFen(fen < 0n ? -rounded : rounded))} ${words}`;
}

/** The sum of amounts; null when one of them is none. */
export function sum(amounts: string[]): string | null {
  let total = 0n;
  for (const amount of amounts) {
    const fen = toFen(amount);
    if (fen === null) return null;
    total += fen;
  }
  return fromFen(total);
}

/** `part` of `whole` in percent with one decimal, for widths and words; 0 where there is no whole. */
export function percent(part: string, whole: string): number {
  const [a, b] = [toFen(part), toFen(whole)];
  if (a === null || b === null || b === 0n) return 0;
  return Number((a * 1000n + b / 2n) / b) / 10;
}
