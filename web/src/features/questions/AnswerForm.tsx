import { Button } from "antd";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Choice } from "@/components/form/Field";
import { SaveState } from "@/components/form/SaveState";
import { Panel } from "@/components/Page";
import { Overtaken } from "@/features/questions/Overtaken";
import { questionQuery, type Matter, type Question, type Reply } from "@/features/questions/queries";
import css from "@/features/questions/Question.module.css";
import { filled, TextField } from "@/features/questions/TextField";
import { byPlace } from "@/lib/form/faults";
import { within, wrongFields } from "@/lib/form/field";
import { likeIt } from "@/lib/form/kept";
import { useForm } from "@/lib/form/useForm";
import { ANSWER } from "@/lib/limits";

type Answer = Schemas["Answer"];
type Item = Schemas["AnswerItem"];

const EMPTY: Item = { upheld: null, answer: null, basis: null };

const formOf = (matters: Matter[], { answer }: Reply): Answer => ({ impact: answer.impact ?? null, items: matters.map((_, n) => answer.items[n] ?? EMPTY) });

interface FormProps {
  me: string;
  question: Question;
  reply: Reply;
  /** The to-do under which it is written. */
  task: string;
}

/** Answers a question point by point 质疑答复; saved as it is typed, seen by the supplier when it is sent. */
export function AnswerForm({ me, question, reply, task }: FormProps) {
  const matters = question.letter.matters;
  const { id } = question;
  const found = formOf(matters, reply);
  const draft = useForm({
    sends: "itself",
    place: () => `kept:answer:${me}:${task}`,
    found: () => found,
    id,
    touches: "answer",
    foundBy: questionQuery(id).queryKey,
    version: reply.version,
    formOf: likeIt(found),
    ...within<Answer>("answer"),
    wrong: ({ items }) => items.flatMap(({ answer, basis }, n) => wrongFields({ answer, basis }, ANSWER, `items[${n}].`)),
    ready: (typed) => ({ body: tidy(typed) }),
    send: (answer, { version }) => answered(api.PUT("/api/questions/{question}/answer", { params: { path: { question: id } }, body: { task, version, answer } })),
  });
  const { content: form, saving, engine } = draft;
  const { change } = engine;
  const missing = (draft.answer?.said.missing ?? reply.missing).length;
  const { items } = form;
  const set = (n: number, own: Partial<Item>) => change((now) => ({ ...now, items: now.items.map((one, at) => (at === n ? { ...one, ...own } : one)) }));
  const told = { ...byPlace((draft.answer?.said.missing ?? reply.missing).filter(({ code }) => code !== "missing_field")), ...draft.faults };
  const unsettled = draft.answer === null && !reply.settled && missing === 0;
  const words = missing === 0 ? "已填写完整，可以答复供应商" : `还有 ${missing} 处未填写；提交前供应商看不到`;
  return (
    <>
      <Overtaken
        question={id}
        saving={saving}
        what="这份答复"
        onGiveUp={engine.giveUp}
        onMine={({ letter, answer: newer }) => engine.resume(engine.snapshot().content, newer?.version ?? 0, false, newer ? formOf(letter.matters, newer) : undefined)}
        onTheirs={({ letter, answer: newer }) => newer && engine.resume(formOf(letter.matters, newer), newer.version, true)}
      />
      <Panel title="质疑答复" extra={<SaveState saving={saving} isThere partly={draft.partly} />}>
        <p className="soft" role="status">
          {unsettled ? "质疑函已补正，请核对原有答复" : words}
        </p>
        {unsettled && (
          <Button style={{ marginBottom: 12 }} onClick={() => change((now) => ({ ...now }))}>
            已核对，答复不变
          </Button>
        )}
        {items.map((one, n) => (
          <div key={n} className={css.matter}>
            <div className={css.matterHead}>对质疑事项{n + 1}的答复</div>
            <p className="soft long">{matters[n]?.matter}</p>
            <Choice
              className={css.field}
              legend="质疑事项是否成立"
              options={[
                { value: "yes", label: "成立" },
                { value: "no", label: "不成立" },
              ]}
              value={one.upheld === null ? null : one.upheld ? "yes" : "no"}
              onChange={(value) => set(n, { upheld: value === "yes" })}
            />
            <TextField label="答复内容" rows={3} value={one.answer} onChange={(answer) => set(n, { answer })} most={ANSWER.answer} fault={told[`items[${n}].answer`]} />
            <TextField label="事实依据和法律依据" rows={3} value={one.basis} onChange={(basis) => set(n, { basis })} most={ANSWER.basis} fault={told[`items[${n}].basis`]} />
          </div>
        ))}
        <Choice className={css.field} legend="对采购结果的影响" options={question.impacts.map(({ code, label }) => ({ value: code, label }))} value={form.impact} onChange={(impact) => change((now) => ({ ...now, impact }))} fault={told.impact} />
      </Panel>
    </>
  );
}

const tidy = ({ impact, items }: Answer): Answer => ({ impact, items: items.map(({ upheld, answer, basis }) => ({ upheld, answer: filled(answer, true), basis: filled(basis, true) })) });
