/**
 * What time it is: the server's, since its days are the ones that count. How far the clock of this machine is off is
 * reckoned from the answers of the API.
 */

/** Whoever waited longer may have slept meanwhile, and the answer says little about now. */
const LONGEST_WAIT = 30_000;

let ahead = 0;

/** The server's time now. */
export const now = (): Date => new Date(Date.now() + ahead);

/** The time of this machine in milliseconds, to measure how long something takes. */
export const machineTime = (): number => Date.now();

/** Takes the server's time from the `Date` header of an answer that was asked for at `asked`, in this machine's time. */
export function hearDate(date: string | null, asked: number): void {
  const said = Date.parse(date ?? "");
  const answered = machineTime();
  const waited = answered - asked;
  if (Number.isNaN(said) || waited < 0 || waited > LONGEST_WAIT) return;
  ahead = said - (asked + waited / 2);
}
