/** In what one form differs from another, and what a page sees of it. */

import type { Faults } from "@/lib/form/faults";
import type { Without } from "@/lib/form/less";
import type { Saving } from "@/lib/form/saving";
import type { FieldFault } from "@/lib/problem";

/** What an answer to a save may say of what was saved. */
export interface Saved {
  id?: string;
  version?: number;
}

/** What a save is upon. */
export interface Upon {
  /** Absent of what is not on the server yet. */
  id: string | undefined;
  version: number;
  /** The same for the same request, however often it is sent. */
  key: string;
}

export interface FormWays<Form, Body, Answer> {
  /** A form that is sent by itself goes a moment after the last key; one that is sent by a click keeps what is typed until then. */
  sends: "itself" | "click";
  /** Where this browser keeps a copy: of one person, one thing and one form. What is begun by its first save moves. */
  place: (id: string | undefined) => string;
  /** As the server has it, or as a new one begins; asked for once. */
  found: () => Form;
  /** Absent of what is not on the server yet. */
  id?: string | undefined;
  version: number;
  /** A copy as a form; null where it is none. */
  formOf: (kept: Record<string, unknown>) => Form | null;
  /** Whether both would be sent alike, and nothing that cannot be sent is in either. */
  isSame?: (one: Form, other: Form) => boolean;
  /** What is sent of it, or what has to be mended before anything is. */
  ready: (form: Form) => { body: Body } | { faults: Faults };
  send: (body: Body, upon: Upon) => Promise<Answer>;
  /** Called whenever the server has taken it, also after the page was left. */
  onSaved?: () => void;
  /** Where in the form that was sent a fault of the server's belongs. */
  placeOf?: (path: (string | number)[], sent: Form) => string;
  /** How a form that is sent by itself goes without a field: then a field that is wrong keeps nothing else from being saved. */
  without?: Without<Form>;
  /** What is known to be wrong before it is sent; it is sent without that. */
  wrong?: (form: Form) => FieldFault[];
  /** Whether there is enough of it to be begun by itself. */
  isWorth?: (form: Form) => boolean;
  /** Whether some of it cannot be sent as it is typed, and so is nowhere but here. */
  isPartly?: (form: Form) => boolean;
}

export interface FormState<Form, Answer> {
  content: Form;
  saving: Saving;
  /** The last answer, and what it was given on. */
  answer: { to: Form; said: Answer } | null;
  /** What was sent last, answered or refused. */
  sent: Form | null;
  faults: Faults;
  /** What the last save left out, since the server refused it, of the form as it was then. */
  aside: { of: Form; faults: FieldFault[] } | null;
  /** Whether some of it is nowhere but here, since it cannot be saved as it is. */
  partly: boolean;
  id: string | undefined;
  version: number;
  /** Whether it goes on from what was typed here and never reached the server. */
  restored: boolean;
}
