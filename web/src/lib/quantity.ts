/** Reads a quantity as a table has it. */

const MOST = 4_294_967_295;

/** `１,000 ` as `1000`; null where it is no quantity. */
export function readQuantity(text: string): string | null {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  return /^\d{1,10}$/.test(plain) && Number(plain) <= MOST ? String(Number(plain)) : null;
}
