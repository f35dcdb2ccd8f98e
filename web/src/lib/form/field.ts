/** Takes a field out of a form that is shaped as what is sent of it. */

import { isRecord } from "@/lib/form/kept";
import type { FieldFault } from "@/lib/problem";
import { overlong } from "@/lib/text";

/** The value with what stands at the path as it is `there`, or null; itself where it has no such place. */
function put(value: unknown, [first, ...rest]: (string | number)[], there: unknown): unknown {
  if (first === undefined) return there ?? null;
  if (Array.isArray(value) && typeof first === "number") {
    const all: unknown[] = value;
    // A list that became longer or shorter may have others at its places.
    const before: unknown = Array.isArray(there) && there.length === all.length ? there[first] : undefined;
    return all.map((one, n) => (n === first ? put(one, rest, before) : one));
  }
  if (!isRecord(value) || typeof first !== "string" || !(first in value)) return value;
  return { ...value, [first]: put(value[first], rest, isRecord(there) ? there[first] : undefined) };
}

/** For a form whose fields may all be null; a list, or one of it as a whole, is no field. */
export function withoutAt<Form extends object>(form: Form, path: (string | number)[], there: Form | null): Form | null {
  const left = path.length === 0 || typeof path.at(-1) === "number" ? null : put(form, path, there);
  return isLike(left, form) ? left : null;
}

const isLike = <Form extends object>(value: unknown, form: Form): value is Form => isRecord(value) && Object.keys(form).every((name) => name in value && Array.isArray(value[name]) === Array.isArray(Reflect.get(form, name)));

/** What of these texts is too long, as the server names it. */
export function wrongFields(texts: Record<string, string | null | undefined>, most: Record<string, number>, before = ""): FieldFault[] {
  return Object.entries(most).flatMap(([name, limit]) => {
    const message = overlong(texts[name] ?? "", limit);
    return message === undefined ? [] : [{ field: `${before}${name}`, code: "invalid_value", message }];
  });
}

type Path = (string | number)[];

/** A form that is sent as a member of what is sent: the server's names may begin with it. */
export function within<Form extends object>(member: string) {
  const own = (path: Path): Path => (path[0] === member && path.length > 1 ? path.slice(1) : path);
  return {
    without: (form: Form, path: Path, there: Form | null) => withoutAt(form, own(path), there),
    placeOf: (path: Path) => fieldName(own(path)),
  };
}

/** `["items", 2, "basis"]` as the server writes it: `items[2].basis`. */
const fieldName = (path: Path): string => path.map((part, n) => (typeof part === "number" ? `[${part}]` : n === 0 ? part : `.${part}`)).join("");
