/** For whom this tab was rendered; the session of the browser may be somebody else's by now. */

import { Refused } from "@/lib/problem";

export const ANOTHER_PERSON = "another_person";

let person: string | null = null;
let another = false;
const watchers = new Set<() => void>();

function now(next: boolean): void {
  if (another === next) return;
  another = next;
  for (const changed of watchers) changed();
}

export const acting = {
  /** The tab shows this person's pages from now on; null for nobody's. */
  as(next: string | null): void {
    person = next;
    now(false);
  },
  /** Whose session it is, as the server said. */
  heard(who: string): void {
    if (person !== null) now(who !== person);
  },
  /** Whether it is another's session. */
  isAnother: () => another,
  watch: (changed: () => void): (() => void) => {
    watchers.add(changed);
    return () => watchers.delete(changed);
  },
};

/** Asking who is signed in, and signing in, is nobody's act yet. */
const isNobodys = ({ method, url }: Request) => new URL(url).pathname === "/api/session" && (method === "GET" || method === "POST");

/** Says in a request for whom it is made. What would be done under another's name is not even sent. */
export function sign(request: Request): void {
  if (person === null || isNobodys(request)) return;
  if (another && request.method !== "GET") throw new Refused({ status: 409, code: ANOTHER_PERSON, title: "本浏览器已登录别的账号，没有保存", errors: [], current: undefined });
  request.headers.set("Acting-As", person);
}

/** Notes that the server refused it since the session is another's. */
export async function noteAnother(response: Response): Promise<void> {
  if (response.status !== 409) return;
  const said: unknown = await response.clone().json().catch(() => null);
  if (typeof said === "object" && said !== null && Reflect.get(said, "code") === ANOTHER_PERSON) now(true);
}
