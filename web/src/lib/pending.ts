/** What is typed on the page and saved by itself: whoever decides on it waits until the server has all of it. */

import { Refused } from "@/lib/problem";

const flushes = new Set<() => Promise<boolean>>();

export const pending = {
  /** Notes a form; what it answers forgets it again. */
  add(flush: () => Promise<boolean>): () => void {
    flushes.add(flush);
    return () => void flushes.delete(flush);
  },
  /** Saves all that is typed; throws where some of it could not be saved. */
  async saved(): Promise<void> {
    const all = await Promise.all([...flushes].map((flush) => flush()));
    if (all.every(Boolean)) return;
    throw new Refused({ status: 409, code: "not_saved", title: "本页填写的内容还没有保存，请按提示处理后再办理", errors: [], current: undefined });
  },
};
