import { useState, type ChangeEvent, type ClipboardEvent, type CompositionEvent, type KeyboardEvent } from "react";

import { insert } from "@/components/typed/insert";
import { isComposing } from "@/lib/composing";
import { clean } from "@/lib/text";

type TextElement = HTMLInputElement | HTMLTextAreaElement;

interface Typed {
  value: string;
  onText: (text: string) => void;
  /** Whether it holds several lines. */
  lines: boolean;
}

/** A field of text: what an input method composes is its own until it ends, and pasted text is made good. */
export function useTyped({ value, onText, lines }: Typed) {
  const [composed, setComposed] = useState<string | null>(null);
  return {
    value: composed ?? value,
    onChange: ({ target, nativeEvent }: ChangeEvent<TextElement>) => {
      if (composed !== null || ("isComposing" in nativeEvent && nativeEvent.isComposing === true)) setComposed(target.value);
      else onText(target.value);
    },
    onCompositionStart: ({ currentTarget }: CompositionEvent<TextElement>) => setComposed(currentTarget.value),
    onCompositionEnd: ({ currentTarget }: CompositionEvent<TextElement>) => {
      setComposed(null);
      if (currentTarget.value !== value) onText(currentTarget.value);
    },
    onKeyDown: keepsEnter,
    onPaste: (event: ClipboardEvent<TextElement>) => pastes(event, lines),
  };
}

/** The Enter that ends a composition sends no form. */
function keepsEnter(event: KeyboardEvent): void {
  if (event.key === "Enter" && isComposing(event.nativeEvent)) event.preventDefault();
}

/** Pastes text without what nobody sees; what is good as it is, the browser pastes. */
export function pastes(event: ClipboardEvent<TextElement>, lines: boolean): void {
  const text = event.clipboardData.getData("text/plain");
  const good = clean(text, lines);
  if (event.defaultPrevented || good === text) return;
  event.preventDefault();
  insert(event.currentTarget, lines ? good : good.trim());
}
