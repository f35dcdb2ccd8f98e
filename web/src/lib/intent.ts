/**
 * One key for one intent: the same request, sent again after a lost answer or an ended session, carries the same
 * `Idempotency-Key`, so that it acts once; what is changed is another intent and gets another key.
 */
export class Intent {
  #sent = "";
  #key = "";

  /** The key for this request: `what` is all that is sent, path included. */
  keyFor(what: unknown): string {
    const sent = JSON.stringify(what);
    if (sent !== this.#sent) {
      this.#sent = sent;
      this.#key = crypto.randomUUID();
    }
    return this.#key;
  }

  /** It was done; the same words again are a new intent. */
  done(): void {
    this.#sent = "";
  }
}
