import { Button, Popover } from "antd";
import { useId, useState } from "react";

import { TextBox } from "@/components/typed/Text";
import css from "@/features/tasks/Decision.module.css";
import { OPINION } from "@/lib/limits";
import { addPhrase, dropPhrase, phrasesOf } from "@/lib/phrases";
import { overlong, tidy } from "@/lib/text";

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
  const told = overlong(text, OPINION) ?? fault;
  return (
    <div className={css.field}>
      <div className={css.label}>
        <label htmlFor={id}>
          {required && <span className={css.must}>*</span>}办理意见
          {!required && <span className="faint">（可不填）</span>}
        </label>
        <Phrases me={me} text={text} onPick={(phrase) => onChange(joined(text, phrase))} />
      </div>
      <TextBox
        id={id}
        value={text}
        onText={onChange}
        autoSize={{ minRows: 4, maxRows: 10 }}
        most={OPINION}
        aria-required={required}
        aria-invalid={told !== undefined}
        status={told === undefined ? "" : "error"}
      />
      {told !== undefined && (
        <p role="alert" className={css.fault}>
          {told}
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
      <Button size="small" disabled={tidy(text, true) === "" || phrases.includes(tidy(text, true))} onClick={() => setPhrases(addPhrase(me, text))}>
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
