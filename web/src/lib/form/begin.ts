/** What a form begins with: as it was found, or as it was typed here and never reached the server. */

import { readKept } from "@/lib/form/kept";
import { isSame } from "@/lib/form/saving";
import type { FormState, FormWays, Saved } from "@/lib/form/ways";

interface Begun<Form, Answer> {
  found: Form;
  createKey: string;
  now: FormState<Form, Answer>;
}

export function begin<Form, Body, Answer extends Saved>(ways: FormWays<Form, Body, Answer>): Begun<Form, Answer> {
  const { id, version } = ways;
  const found = ways.found();
  const kept = readKept(ways.place(id), ways.formOf);
  const restored = kept !== null && !(ways.isSame ?? isSame)(kept.form, found);
  const now: FormState<Form, Answer> = {
    content: restored ? kept.form : found,
    saving: { at: "idle" },
    answer: null,
    sent: null,
    faults: {},
    aside: null,
    partly: restored,
    id,
    // What was typed upon another version meets it at the first save, as a conflict.
    version: restored && id !== undefined ? kept.version : version,
    restored,
  };
  return { found, createKey: kept?.createKey || crypto.randomUUID(), now };
}
