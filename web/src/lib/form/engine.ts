/** A form: found or restored, kept here while it is typed, sent by itself or by a click, its faults at their fields. */

import { now } from "@/lib/clock";
import { begin } from "@/lib/form/begin";
import { byPlace, type Faults } from "@/lib/form/faults";
import { lessen, sendLess } from "@/lib/form/less";
import { dropKept, writeKept } from "@/lib/form/kept";
import { afterwards, headOf, isStuck, patiently } from "@/lib/form/saving";
import type { FormState, FormWays, Saved } from "@/lib/form/ways";
import { Intent } from "@/lib/intent";
import { toTrouble, type FieldFault } from "@/lib/problem";

export const DELAY = 800;
const FIRST_AGAIN = 2_000;
const LONGEST_AGAIN = 30_000;
/** So often is a click tried again by itself. */
const TRIES = 2;

export class FormEngine<Form, Body, Answer extends Saved> {
  #ways: FormWays<Form, Body, Answer>;
  readonly #first: FormWays<Form, Body, Answer>;
  readonly #found: Form;
  readonly #watchers = new Set<() => void>();
  readonly #createKey: string;
  readonly #isAuto: boolean;
  readonly #intent = new Intent();
  #now: FormState<Form, Answer>;
  #saved: Form | null;
  /** As the server has it, as far as this page knows. */
  #there: Form | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<Answer | null> | null = null;
  #failures = 0;
  #stopped = false;
  #givenUp = false;

  constructor(ways: FormWays<Form, Body, Answer>) {
    this.#ways = this.#first = ways;
    this.#isAuto = ways.sends === "itself";
    const begun = begin(ways);
    this.#found = begun.found;
    this.#createKey = begun.createKey;
    this.#now = begun.now;
    this.#there = this.#now.id === undefined ? null : begun.found;
    this.#saved = this.#now.restored ? null : this.#there;
  }

  readonly watch = (changed: () => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  readonly snapshot = (): FormState<Form, Answer> => this.#now;

  /** Goes on with the ways of a later rendering; what others changed meanwhile is taken over while nothing is typed here. */
  readonly take = (ways: FormWays<Form, Body, Answer>): void => {
    this.#ways = ways;
    const isTyped = this.#isDirty() || this.#now.partly;
    const isQuiet = this.#isAuto && this.#running === null && !isTyped && !isStuck(this.#now.saving);
    if (isQuiet && ways.version > this.#now.version) this.resume(ways.found(), ways.version, true);
  };

  /** Something was typed: it changes what is there now, however long ago the change was begun. */
  readonly change = (update: (form: Form) => Form): void => {
    if (this.#givenUp) return;
    const content = update(this.#now.content);
    this.#keep(content);
    this.#set({ content });
    const { at } = this.#now.saving;
    if (!this.#isAuto || isStuck(this.#now.saving)) return;
    if (this.#running === null && at !== "offline") this.#set({ saving: { at: this.#isWorth(content) ? "waiting" : "idle" } });
    this.#later(DELAY);
  };

  /** Saves at once what goes by itself; true when the server has all of it. */
  readonly flush = async (): Promise<boolean> => {
    clearTimeout(this.#timer);
    if (this.#running !== null) await this.#running;
    if (this.#isDue()) await this.#send();
    return !this.#isDirty() && !this.#isLess(this.#now.content) && !isStuck(this.#now.saving);
  };

  /** Sends it as it is, by a click; the answer, or null where it did not come to one. */
  readonly submit = (): Promise<Answer | null> => this.#running ?? this.#send();

  /** Goes on with this content upon that version; `saved` when the server has it already, or `there` is what it has. */
  readonly resume = (content: Form, version: number, saved: boolean, there?: Form): void => {
    this.#saved = saved ? content : null;
    this.#there = there ?? this.#saved ?? this.#there;
    if (saved) this.#drop();
    this.#set({ content, version, saving: { at: "idle" }, faults: {}, aside: null, restored: false, ...(saved && { answer: null }) });
    if (!saved) this.change((now) => now);
  };

  /** Begins anew from what was found; what was saved since is overwritten by it. */
  readonly anew = (): void => {
    if (this.#now.answer === null) this.resume(this.#found, this.#first.version, true);
    else this.resume(this.#found, this.#now.version, false);
  };

  /** That it was restored has been seen. */
  readonly noticed = (): void => this.#set({ restored: false });

  readonly start = (): void => {
    this.#stopped = false;
    // A copy that the server turned out to have must not meet what others type later.
    if (!this.#now.restored) dropKept(this.#first.place(this.#first.id));
    else this.change((now) => now);
  };

  /** Saves what is left, once, and sends nothing more by itself. */
  readonly stop = (): void => {
    this.#stopped = true;
    if (this.#isAuto) void this.flush();
  };

  /** Sends nothing more, and keeps no copy: it is being thrown away. */
  readonly giveUp = (): void => {
    clearTimeout(this.#timer);
    this.#givenUp = true;
    this.#drop();
  };

  /** It was not thrown away after all. */
  readonly goOn = (): void => {
    this.#givenUp = false;
    if (this.#isDirty()) this.change((now) => now);
  };

  #isWorth(content: Form): boolean {
    return this.#now.id !== undefined || (this.#ways.isWorth?.(content) ?? true);
  }

  /** Whether the server does not have all of it although it was saved. */
  #isLess(content: Form): boolean {
    return this.#now.aside !== null || (this.#isAuto && (this.#ways.wrong?.(content).length ?? 0) > 0);
  }

  #isDirty(): boolean {
    return this.#now.content !== this.#saved;
  }

  #isDue(): boolean {
    return this.#isAuto && this.#isDirty() && !this.#givenUp && !isStuck(this.#now.saving) && this.#isWorth(this.#now.content);
  }

  #keep(form: Form): void {
    writeKept(this.#ways.place(this.#now.id), { form, version: this.#now.version, createKey: this.#createKey });
  }

  #drop(): void {
    dropKept(this.#first.place(this.#first.id));
    dropKept(this.#first.place(this.#now.id));
  }

  #later(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void (this.#running ?? this.flush()), delay);
  }

  #send(): Promise<Answer | null> {
    this.#running = this.#try().finally(() => {
      this.#running = null;
      // What was typed meanwhile goes next.
      if (this.#now.saving.at === "waiting") this.#later(0);
    });
    return this.#running;
  }

  async #try(): Promise<Answer | null> {
    const { content } = this.#now;
    const { wrong, without, ready: readyOf } = this.#ways;
    const known = (this.#isAuto && wrong?.(content)) || [];
    const { left: first } = lessen(content, known, this.#there, without);
    const ready = readyOf(first);
    if ("faults" in ready) {
      this.#set({ saving: { at: "idle" }, faults: ready.faults });
      return null;
    }
    this.#set({ saving: { at: "sending" }, sent: content, ...(!this.#isAuto && { faults: {} }) });
    try {
      const sent = await sendLess(first, this.#there, this.#isAuto ? without : undefined, (form) => {
        const less = readyOf(form);
        const body = "body" in less ? less.body : ready.body;
        // A click waits out a short failure; what goes by itself is tried again later, as it is then.
        return patiently(() => this.#once(body), this.#isAuto ? 0 : TRIES);
      });
      this.#there = sent.left;
      this.#took(content, sent.said, sent.refused);
      return sent.said;
    } catch (error) {
      this.#failed(content, error);
      return null;
    }
  }

  async #once(body: Body): Promise<Answer> {
    const { id, version } = this.#now;
    const key = this.#isAuto && id === undefined ? this.#createKey : this.#intent.keyFor([id, version, body]);
    try {
      return await this.#ways.send(body, { id, version, key });
    } catch (error) {
      // The answer to its beginning was lost, and more was typed since: it is there already.
      const begun = id !== undefined || !this.#isAuto ? null : headOf(toTrouble(error).current);
      if (begun === null) throw error;
      this.#set(begun);
      return this.#ways.send(body, { ...begun, key });
    }
  }

  #took(content: Form, said: Answer, refused: FieldFault[]): void {
    this.#failures = 0;
    this.#saved = content;
    this.#intent.done();
    const aside = refused.length > 0 ? { of: content, faults: refused } : null;
    const { id = this.#now.id, version = this.#now.version } = said;
    this.#set({ answer: { to: content, said }, id, version, faults: this.#placed(refused, content), aside });
    const isClean = !this.#isAuto || !this.#isDirty();
    if (isClean) this.#drop();
    if (isClean && this.#now.partly) this.#keep(content);
    this.#set({ saving: isClean ? { at: "saved", when: now() } : { at: "waiting" } });
    this.#ways.onSaved?.();
  }

  #failed(content: Form, error: unknown): void {
    const trouble = toTrouble(error);
    const saving = afterwards(trouble);
    this.#set({ saving, faults: this.#placed(trouble.fields, content), aside: null });
    // Another tab that saved the same thing dropped the copy.
    if (!this.#givenUp) this.#keep(this.#now.content);
    if (!this.#isAuto) return;
    if (saving.at === "offline") {
      this.#later(Math.min(FIRST_AGAIN * 2 ** this.#failures++, LONGEST_AGAIN));
    } else if (saving.at === "refused" && this.#now.content !== content) {
      this.#later(DELAY);
    }
  }

  #placed(fields: FieldFault[], sent: Form): Faults {
    const { placeOf } = this.#ways;
    return byPlace(fields, placeOf && ((path) => placeOf(path, sent)));
  }

  #set(change: Partial<FormState<Form, Answer>>): void {
    this.#now = { ...this.#now, ...change };
    this.#now.partly = this.#isLess(this.#now.content) || this.#ways.isPartly?.(this.#now.content) === true;
    for (const changed of this.#watchers) changed();
  }
}
