/** A field that is wrong never keeps the rest from being saved: it is sent again without what was refused. */

import { afterwards } from "@/lib/form/saving";
import { fieldPath, toTrouble, type FieldFault } from "@/lib/problem";

/** The form as if this field had not been changed since it was `there`; null where it cannot be. */
export type Without<Form> = (form: Form, path: (string | number)[], there: Form | null) => Form | null;

/** So often is it sent again for one save: the server may name one field at a time. */
const ROUNDS = 20;

interface Sent<Form, Answer> {
  said: Answer;
  /** What of it was sent in the end. */
  left: Form;
  refused: FieldFault[];
}

/** The form without these fields, and those of them that it is without. */
export function lessen<Form>(form: Form, faults: FieldFault[], there: Form | null, without: Without<Form> | undefined): { left: Form; out: FieldFault[] } {
  let left = form;
  const out = faults.filter(({ field }) => {
    const next = without?.(left, fieldPath(field), there) ?? null;
    if (next === null || JSON.stringify(next) === JSON.stringify(left)) return false;
    left = next;
    return true;
  });
  return { left, out };
}

/** Sends it, and again without the fields that are refused, as long as there are any that it can do without. */
export async function sendLess<Form, Answer>(form: Form, there: Form | null, without: Without<Form> | undefined, send: (form: Form) => Promise<Answer>): Promise<Sent<Form, Answer>> {
  let left = form;
  const refused: FieldFault[] = [];
  for (let round = 0; ; round += 1) {
    try {
      return { said: await send(left), left, refused };
    } catch (error) {
      const trouble = toTrouble(error);
      // Places of a list may move once one of them is out: one kind of them at a time.
      const less = afterwards(trouble).at === "refused" && round < ROUNDS ? lessen(left, trouble.fields.toReversed(), there, without) : null;
      if (less === null || less.out.length === 0) throw error;
      left = less.left;
      refused.push(...less.out);
    }
  }
}
