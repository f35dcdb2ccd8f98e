import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useRef } from "react";

import { Intent } from "@/lib/intent";
import { toTrouble } from "@/lib/problem";

interface Act<Answer> {
  /** All that makes one act differ from another. */
  what: string[];
  send: (key: string) => Promise<Answer>;
  /** What is told when it was done. */
  words: (answer: Answer) => string;
  onDone?: (answer: Answer) => void;
  onFailed?: () => void;
}

/** An act that needs nothing but a click: sent under a key of its own, told when done, and everything read anew. */
export function useAct<Answer>({ what, send, words, onDone, onFailed }: Act<Answer>) {
  const intent = useRef(new Intent());
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: () => send(intent.current.keyFor(what)),
    onSuccess: async (answer) => {
      intent.current.done();
      void message.success(words(answer));
      onDone?.(answer);
      await client.invalidateQueries();
    },
    onError: async (error) => {
      const trouble = toTrouble(error);
      void message.error(trouble.title, 6);
      onFailed?.();
      if (trouble.handling === "stale" || trouble.handling === "absent") await client.invalidateQueries();
    },
  });
}
