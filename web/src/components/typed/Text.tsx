import { Input, type InputRef } from "antd";
import type { ComponentProps, Ref } from "react";

import { letsCompose } from "@/components/typed/useWords";
import { pastes, useTyped } from "@/components/typed/useTyped";
import { WORDS } from "@/lib/limits";
import { lengthOf, tidy } from "@/lib/text";

type Own = "value" | "onChange" | "maxLength" | "showCount" | "count";

interface TextProps {
  /** Both are given by the form where there is one. */
  value?: string;
  onText?: (text: string) => void;
  /** Most characters; what is longer is kept, and counted in red. */
  most?: number;
  /** Whether it is counted from the beginning. */
  counted?: boolean;
}

const nobody = () => undefined;

const countOf = (text: string, most: number | undefined, counted: boolean) =>
  most === undefined ? {} : { count: { max: most, strategy: lengthOf, show: (counted || lengthOf(text) > most) && (({ count }: { count: number }) => `${count}/${most}`) } };

/** A line of text. */
export function TextInput({ value = "", onText = nobody, most, counted = false, ...own }: TextProps & Omit<ComponentProps<typeof Input>, Own> & { ref?: Ref<InputRef> }) {
  const typed = useTyped({ value, onText, lines: false });
  return <Input autoComplete="off" {...own} {...typed} {...countOf(typed.value, most, counted)} />;
}

/** Several lines of text. */
export function TextBox({ value = "", onText = nobody, most, counted = true, ...own }: TextProps & Omit<ComponentProps<typeof Input.TextArea>, Own>) {
  const typed = useTyped({ value, onText, lines: true });
  return <Input.TextArea {...own} {...typed} {...countOf(typed.value, most, counted)} />;
}

interface SearchProps {
  label: string;
  /** What is looked for already. */
  start?: string;
  width: number;
  onSearch: (words: string) => void;
}

/** Looks for words, by Enter or a click. */
export function SearchInput({ label, start = "", width, onSearch }: SearchProps) {
  return (
    <span role="presentation" onKeyDownCapture={letsCompose}>
      <Input.Search
        defaultValue={start}
        placeholder={label}
        aria-label={label}
        allowClear
        count={{ max: WORDS, strategy: lengthOf }}
        style={{ width }}
        onPaste={(event) => pastes(event, false)}
        onSearch={(words) => onSearch(tidy(words))}
      />
    </span>
  );
}

