import { noteAnother, sign } from "@/api/acting";
import { hearDate, machineTime } from "@/lib/clock";
import { Unreachable } from "@/lib/problem";

/** Longer than the slowest answer that the API gives itself. */
const PATIENCE = 35_000;

/** Asks the person to sign in again in place; true once the same person is back. */
export type Gate = () => Promise<boolean>;

let gate: Gate | null = null;
let reachable = true;
const watchers = new Set<() => void>();

/** Who is asked when the session has ended; null while nobody is signed in. */
export function guardSession(next: Gate | null): void {
  gate = next;
}

/** Whether the last request got an answer, for a banner. */
export const connection = {
  isUp: () => reachable,
  watch: (changed: () => void): (() => void) => {
    watchers.add(changed);
    return () => watchers.delete(changed);
  },
};

function note(up: boolean): void {
  if (up === reachable) return;
  reachable = up;
  for (const changed of watchers) changed();
}

async function send(request: Request): Promise<Response> {
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]);
    const asked = machineTime();
    const response = await fetch(request, { signal });
    note(true);
    hearDate(response.headers.get("Date"), asked);
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    note(false);
    throw new Unreachable(error);
  }
}

/**
 * Sends a request. When the session has ended meanwhile, it waits until the person has signed in again and sends the
 * same request once more, key and body included: nothing typed is lost and nothing is done twice.
 */
export async function reach(request: Request): Promise<Response> {
  sign(request);
  const again = request.clone();
  const response = await send(request);
  await noteAnother(response);
  const isSession = new URL(request.url).pathname === "/api/session";
  if (response.status !== 401 || isSession || gate === null) return response;
  return (await gate()) ? send(again) : response;
}
