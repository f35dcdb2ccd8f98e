/** Which items 品目 the texts of a pasted table name. */

import type { QueryClient } from "@tanstack/react-query";

import { catalogue, type Item } from "@/components/catalogue";
import type { Items } from "@/components/grid/fill";
import { toTrouble } from "@/lib/problem";
import { tidy } from "@/lib/text";

const CODE = /(?:^|[^A-Z])([ABC](?:\d{2}){1,4})(?!\d)/;

export async function lookUp(client: QueryClient, texts: string[]): Promise<Items> {
  const found = await Promise.all(texts.map(async (text) => [text, await itemOf(client, text)] as const));
  return new Map(found);
}

/** The item of this code, alone or beside a name, or of exactly this name. */
async function itemOf(client: QueryClient, text: string): Promise<Item | string> {
  const plain = tidy(text).normalize("NFKC");
  const code = CODE.exec(plain.toUpperCase())?.[1];
  try {
    const { items } = await client.query(catalogue(code ?? plain, undefined));
    const all = items.filter((item) => (code === undefined ? item.name.normalize("NFKC") === plain : item.code === code.padEnd(9, "0")));
    const [first] = all;
    if (first === undefined) return "采购目录中没有这个品目";
    return all.length > 1 ? "有多个同名品目，请改用编码" : first;
  } catch (error) {
    return toTrouble(error).title;
  }
}
