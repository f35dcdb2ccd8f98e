/** Saves what is typed a moment after the last key, one request at a time, and says how far that is. */

import { toTrouble, type Trouble } from "@/lib/problem";

export type Saving =
  /** Nothing that could be saved yet. */
  | { at: "idle" }
  /** Typed, and not sent yet. */
  | { at: "waiting" }
  | { at: "sending" }
  | { at: "saved"; when: Date }
  /** No answer; tried again by itself. */
  | { at: "offline"; trouble: Trouble }
  /** Refused as it is; the next change is tried again. */
  | { at: "refused"; trouble: Trouble }
  /** Someone else, or another window, was first; waits for a choice. */
  | { at: "conflict"; trouble: Trouble }
  /** It is no draft any more. */
  | { at: "closed"; trouble: Trouble };

export interface Snapshot<Content, Answer> {
  content: Content;
  saving: Saving;
  /** The last answer, and what it was given on. */
  answer: { to: Content; said: Answer } | null;
}

interface Ways<Content, Answer> {
  send: (content: Content) => Promise<Answer>;
  /** Whether there is enough of it to be saved. */
  isWorth: (content: Content) => boolean;
  /** Keeps a copy here until it is saved. */
  keep: (content: Content) => void;
  /** Drops the copy; `saved` is what the server has now, absent where nothing of it is to be kept at all. */
  drop: (saved?: Content) => void;
}

export const DELAY = 800;
const FIRST_AGAIN = 2_000;
const LONGEST_AGAIN = 30_000;

export class Autosave<Content, Answer> {
  readonly #ways: Ways<Content, Answer>;
  readonly #watchers = new Set<() => void>();
  #now: Snapshot<Content, Answer>;
  #saved: Content | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #failures = 0;
  #stopped = false;
  #givenUp = false;

  /** `saved` says whether the server has `content` already. */
  constructor(content: Content, saved: boolean, ways: Ways<Content, Answer>) {
    this.#ways = ways;
    this.#saved = saved ? content : null;
    this.#now = { content, saving: { at: "idle" }, answer: null };
  }

  readonly watch = (changed: () => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  readonly snapshot = (): Snapshot<Content, Answer> => this.#now;

  /** Something was typed. */
  change(content: Content): void {
    if (this.#givenUp) return;
    this.#ways.keep(content);
    this.#set({ content });
    if (isStuck(this.#now.saving)) return;
    const { at } = this.#now.saving;
    if (this.#running === null && at !== "offline") this.#set({ saving: { at: this.#ways.isWorth(content) ? "waiting" : "idle" } });
    this.#later(DELAY);
  }

  /** Saves at once; true when the server has all of it. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#running !== null) await this.#running;
    if (this.#isDue()) await this.#send();
    return !this.#isDirty() && !isStuck(this.#now.saving);
  }

  /** Goes on after a conflict, with this content. */
  resume(content: Content, saved: boolean): void {
    this.#saved = saved ? content : null;
    if (saved) this.#ways.drop();
    this.#set({ content, saving: { at: "idle" } });
    if (!saved) this.change(content);
  }

  start(): void {
    this.#stopped = false;
  }

  /** Saves what is left, once, and sends nothing more by itself. */
  stop(): void {
    this.#stopped = true;
    void this.flush();
  }

  /** Sends nothing more, and keeps no copy: it is being thrown away. */
  readonly giveUp = (): void => {
    clearTimeout(this.#timer);
    this.#givenUp = true;
    this.#ways.drop();
  };

  /** It was not thrown away after all. */
  readonly goOn = (): void => {
    this.#givenUp = false;
    if (this.#isDirty()) this.change(this.#now.content);
  };

  #isDirty(): boolean {
    return this.#now.content !== this.#saved;
  }

  #isDue(): boolean {
    return this.#isDirty() && !this.#givenUp && !isStuck(this.#now.saving) && this.#ways.isWorth(this.#now.content);
  }

  #later(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void (this.#running ?? this.flush()), delay);
  }

  #send(): Promise<void> {
    this.#running = this.#try().finally(() => {
      this.#running = null;
      // What was typed meanwhile goes next.
      if (this.#now.saving.at === "waiting") this.#later(0);
    });
    return this.#running;
  }

  async #try(): Promise<void> {
    const { content } = this.#now;
    this.#set({ saving: { at: "sending" } });
    try {
      const said = await this.#ways.send(content);
      this.#failures = 0;
      this.#saved = content;
      const clean = !this.#isDirty();
      if (clean) this.#ways.drop(content);
      this.#set({ answer: { to: content, said }, saving: clean ? { at: "saved", when: new Date() } : { at: "waiting" } });
    } catch (error) {
      const saving = afterwards(toTrouble(error));
      this.#set({ saving });
      if (saving.at === "offline") {
        this.#later(Math.min(FIRST_AGAIN * 2 ** this.#failures, LONGEST_AGAIN));
        this.#failures += 1;
      } else if (saving.at === "refused" && this.#now.content !== content) {
        this.#later(DELAY);
      }
    }
  }

  #set(change: Partial<Snapshot<Content, Answer>>): void {
    this.#now = { ...this.#now, ...change };
    for (const changed of this.#watchers) changed();
  }
}

function isStuck({ at }: Saving): boolean {
  return at === "conflict" || at === "closed";
}

/** What a failure means for the next try. */
function afterwards(trouble: Trouble): Saving {
  if (trouble.code === "stale_version") return { at: "conflict", trouble };
  if (trouble.retryable || trouble.handling === "session") return { at: "offline", trouble };
  if (["stale", "absent", "forbidden"].includes(trouble.handling)) return { at: "closed", trouble };
  return { at: "refused", trouble };
}
