import { useDeferredValue, useState, type KeyboardEvent } from "react";

import { isComposing } from "@/lib/composing";
import { tidy } from "@/lib/text";

/** Words that are looked for as they are typed; while an input method composes them, the last whole ones are. */
export function useWords() {
  const [words, setWords] = useState("");
  const [whole, setWhole] = useState<string | null>(null);
  return {
    words,
    setWords,
    asked: useDeferredValue(tidy(whole ?? words)),
    /** What the element around the field listens to. */
    around: {
      onCompositionStart: () => setWhole(words),
      onCompositionEnd: () => setWhole(null),
      onKeyDownCapture: letsCompose,
    },
  };
}

/** Keys of an input method choose nothing and send nothing. */
export function letsCompose(event: KeyboardEvent): void {
  if (isComposing(event.nativeEvent)) event.stopPropagation();
}
