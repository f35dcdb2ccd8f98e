/** One's own phrases for opinions 常用意见, kept in this browser for each person. */

import { storage } from "@/lib/storage";
import { tidy } from "@/lib/text";

const FIRST = ["同意。", "拟同意，请领导审示。", "情况属实，同意按程序办理。", "请补充完善后再报。"];
const MOST = 20;

const place = (person: string) => `phrases:${person}`;

export function phrasesOf(person: string): string[] {
  const kept = storage.read(place(person));
  if (kept === null) return FIRST;
  try {
    const read: unknown = JSON.parse(kept);
    return Array.isArray(read) ? read.filter((phrase) => typeof phrase === "string") : FIRST;
  } catch {
    return FIRST;
  }
}

/** Adds one in front, once; the oldest beyond twenty go. */
export function addPhrase(person: string, phrase: string): string[] {
  const wanted = tidy(phrase, true);
  const all = phrasesOf(person);
  return wanted === "" ? all : keep(person, [wanted, ...all.filter((other) => other !== wanted)].slice(0, MOST));
}

export function dropPhrase(person: string, phrase: string): string[] {
  return keep(person, phrasesOf(person).filter((other) => other !== phrase));
}

function keep(person: string, phrases: string[]): string[] {
  storage.write(place(person), JSON.stringify(phrases));
  return phrases;
}
