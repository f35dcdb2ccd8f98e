/** An amount in the capital numerals of Chinese documents 大写金额: 壹万贰仟叁佰元肆角伍分. */

import { toFen } from "@/lib/money";

const DIGITS = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES = ["", "拾", "佰", "仟"];
const GROUPS = ["", "万", "亿", "万亿"];

export function capital(yuan: string): string {
  const fen = toFen(yuan);
  if (fen === null || fen < 0n) return "";
  const [jiao, last] = [Number((fen / 10n) % 10n), Number(fen % 10n)];
  const whole = fen / 100n;
  const head = whole === 0n ? "" : `${integer(whole)}元`;
  if (jiao === 0 && last === 0) return `${head || "零元"}整`;
  const gap = jiao === 0 && head !== "" ? "零" : "";
  return `${head}${gap}${jiao > 0 ? `${DIGITS[jiao] ?? ""}角` : ""}${last > 0 ? `${DIGITS[last] ?? ""}分` : jiao > 0 ? "整" : ""}`;
}

function integer(whole: bigint): string {
  let words = "";
  let rest = whole;
  let lower = 0;
  for (let group = 0; rest > 0n; group += 1, rest /= 10_000n) {
    const four = Number(rest % 10_000n);
    if (four > 0) {
      const gap = words !== "" && lower < 1_000 ? "零" : "";
      words = `${fourDigits(four)}${GROUPS[group] ?? ""}${gap}${words}`;
    }
    lower = four;
  }
  // 万亿 with 亿 below it is said once: 壹万贰仟亿.
  return words.replace(/万亿(?=.*亿)/, "万");
}

function fourDigits(four: number): string {
  let words = "";
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(four / 10 ** place) % 10;
    if (digit > 0) {
      words += `${gap ? "零" : ""}${DIGITS[digit] ?? ""}${PLACES[place] ?? ""}`;
      gap = false;
    } else if (words !== "") {
      gap = true;
    }
  }
  return words;
}
