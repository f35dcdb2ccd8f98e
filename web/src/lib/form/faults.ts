/** Where in a form what is wrong belongs. */

import { fieldPath, type FieldFault } from "@/lib/problem";

/** What is wrong, by the name that the field has in its form; "" for what belongs to none. */
export type Faults = Record<string, string>;

/** The messages by where each belongs, several of one place together; where nothing else is said, by the server's names. */
export function byPlace(faults: Pick<FieldFault, "field" | "message">[], placeOf?: (path: (string | number)[]) => string): Faults {
  const places: Faults = {};
  for (const { field, message } of faults) {
    const place = placeOf?.(fieldPath(field)) ?? field;
    places[place] = places[place] === undefined ? message : `${places[place]}；${message}`;
  }
  return places;
}
