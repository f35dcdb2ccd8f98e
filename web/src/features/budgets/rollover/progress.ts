/** How far the runs of a rollover are. */

import type { Schemas } from "@/api/client";

export type Run = Schemas["RolloverRunView"];

/** The run that goes on: the newest, until it is finished. An older one without an end was broken off. */
export function runningOf(runs: Run[]): Run | undefined {
  const [newest] = runs;
  return newest?.finished_at === null ? newest : undefined;
}

/** How far a run is, in whole percent: 100 only when all units were looked at. */
export function percentOf({ done, units }: Pick<Run, "done" | "units">): number {
  return units === 0 ? 0 : Math.min(100, Math.floor((done / units) * 100));
}

/** What changes whenever the reports may have changed: the newest run, and how far it is. */
export function lookedOf(runs: Run[]): string {
  const [newest] = runs;
  return newest === undefined ? "" : [newest.started_at, newest.done, newest.finished_at ?? ""].join(" ");
}
