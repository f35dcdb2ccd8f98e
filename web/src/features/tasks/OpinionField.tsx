import { Button, Input, Popover } from "antd";
import { useId, useState } from "react";

import css from "@/features/tasks/Decision.module.css";
import { addPhrase, dropPhrase, phrasesOf } from "@/lib/phrases";

export const LONGEST_OPINION = 500;

interface OpinionProps {
  me: string;
  text: string;
  required: boolean;
  fault?: string | undefined;
  onChange: (text: string) => void;
}

/** The opinion 办理意见, with one's own phrases to pick from. */
export function OpinionField({ me, text, required, fault, onChange }: OpinionProps) {
  const id = useId();
  return (
    <div className={css.field}>
      <div className={css.label}>
        <label htmlFor={id}>
          {required && <span className={css.must}>*</span>}办理意见
          {!required && <span className="faint">（可不填）</span>}
        </label>
        <Phrases me={me} text={text} onPick={(phrase) => onChange(joined(text, phrase))} />
      </div>
      <Input.TextArea
        id={id}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        autoSize={{ minRows: 4, maxRows: 10 }}
        maxLength={LONGEST_OPINION}
        showCount
        aria-required={required}
        aria-invalid={fault !== undefined}
        status={fault === undefined ? "" : "error"}
      />
      {fault !== undefined && (
        <p role="alert" className={css.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}

function joined(text: string, phrase: string): string {
  return text === "" || text.endsWith("\n") ? text + phrase : `${text}\n${phrase}`;
}

function Phrases({ me, text, onPick }: { me: string; text: string; onPick: (phrase: string) => void }) {
  const [open, setOpen] = useState(false);
  const [phrases, setPhrases] = useState(() => phrasesOf(me));
  const list = (
    <div className={css.phrases}>
      <ul>
        {phrases.map((phrase) => (
          <li key={phrase}>
            <button
              type="button"
              onClick={() => {
                onPick(phrase);
                setOpen(false);
              }}
            >
              {phrase}
            </button>
            <Button type="text" size="small" aria-label={`删除“${phrase}”`} onClick={() => setPhrases(dropPhrase(me, phrase))}>
              删除
            </Button>
          </li>
        ))}
      </ul>
      <Button size="small" disabled={text.trim() === "" || phrases.includes(text.trim())} onClick={() => setPhrases(addPhrase(me, text))}>
        将当前意见存为常用意见
      </Button>
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={list} title="常用意见">
      <Button type="link" size="small">
        常用意见
      </Button>
    </Popover>
  );
}
