import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import { useRef } from "react";

import { Intent } from "@/lib/intent";
import { toTrouble } from "@/lib/problem";
import { useTouched, type Touch } from "@/lib/touched";

interface Act<Answer> {
  /** All that makes one act differ from another. */
  what: string[];
  touches: Touch;
  send: (key: string) => Promise<Answer>;
  /** What is told when it was done. */
  words: (answer: Answer) => string;
  onDone?: (answer: Answer) => void;
  onFailed?: () => void;
}

/** An act that needs nothing but a click: sent under a key of its own, told when done, and what it touched read anew. */
export function useAct<Answer>({ what, touches, send, words, onDone, onFailed }: Act<Answer>) {
  const intent = useRef(new Intent());
  const touched = useTouched();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: () => send(intent.current.keyFor(what)),
    onSuccess: async (answer) => {
      intent.current.done();
      void message.success(words(answer));
      onDone?.(answer);
      await touched(touches);
    },
    onError: async (error) => {
      const trouble = toTrouble(error);
      void message.error(trouble.title, 6);
      onFailed?.();
      if (trouble.handling === "stale" || trouble.handling === "absent") await touched(touches);
    },
  });
}
