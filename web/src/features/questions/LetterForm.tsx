import { PlusOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Choice, Fault } from "@/components/form/Field";
import { SaveState } from "@/components/form/SaveState";
import { Panel } from "@/components/Page";
import { Files } from "@/components/uploads/Files";
import { useUploads } from "@/components/uploads/useUploads";
import { Overtaken } from "@/features/questions/Overtaken";
import { questionQuery, type Letter, type Matter, type Question } from "@/features/questions/queries";
import css from "@/features/questions/Question.module.css";
import { filled, TextField } from "@/features/questions/TextField";
import { byPlace } from "@/lib/form/faults";
import { within, wrongFields } from "@/lib/form/field";
import { likeIt } from "@/lib/form/kept";
import { useForm } from "@/lib/form/useForm";
import { LETTER, MATTER } from "@/lib/limits";
import type { FieldFault } from "@/lib/problem";

const EMPTY: Matter = { matter: null, facts: null, basis: null };
const MOST_MATTERS = 20;

/** The letter as a form has it: one point at least is there to be filled in. */
const formOf = (letter: Letter): Letter => ({ ...letter, matters: letter.matters.length > 0 ? letter.matters : [EMPTY] });

/** What is typed, without what is still empty. */
function toLetter(form: Letter): Letter {
  const matters = form.matters.map(({ matter, facts, basis }) => ({ matter: filled(matter, true), facts: filled(facts, true), basis: filled(basis, true) }));
  const begun = matters.some(({ matter, facts, basis }) => (matter ?? facts ?? basis) !== null);
  return {
    address: filled(form.address),
    postcode: filled(form.postcode),
    contact: filled(form.contact),
    phone: filled(form.phone),
    representative: filled(form.representative),
    package: filled(form.package),
    questioned: form.questioned,
    document_on: filled(form.document_on),
    known_on: filled(form.known_on),
    matters: begun ? matters : [],
    demand: filled(form.demand, true),
    attachments: form.attachments,
  };
}

/** What is too long to be kept. */
function wrongIn({ address, postcode, contact, phone, representative, package: parcel, demand, matters }: Letter): FieldFault[] {
  const own = wrongFields({ address, postcode, contact, phone, representative, package: parcel, demand }, LETTER);
  return [...own, ...matters.flatMap(({ matter, facts, basis }, n) => wrongFields({ matter, facts, basis }, MATTER, `matters[${n}].`))];
}

export type LetterDraft = ReturnType<typeof useLetter>;

/** A letter that is saved as it is typed. */
export function useLetter(me: string, question: Question) {
  const task = question.editable?.task ?? null;
  const { id } = question;
  const found = formOf(question.letter);
  const draft = useForm({
    sends: "itself",
    place: () => `kept:letter:${me}:${id}`,
    found: () => found,
    id,
    touches: "letter",
    foundBy: questionQuery(id).queryKey,
    version: question.version,
    formOf: likeIt(found),
    ...within<Letter>("letter"),
    wrong: wrongIn,
    ready: (form) => ({ body: toLetter(form) }),
    send: (letter, { version }) => answered(api.PUT("/api/questions/{question}", { params: { path: { question: id } }, body: { version, task, letter } })),
  });
  return { ...draft, missing: draft.answer?.said.missing ?? question.missing };
}

/** Writes a letter 质疑函; what is missing is said at its field once it was tried to send it. */
export function LetterForm({ question, draft, tried }: { question: Question; draft: LetterDraft; tried: boolean }) {
  const { content: form, saving, missing, engine } = draft;
  const { change } = engine;
  const set = (own: Partial<Letter>) => change((now) => ({ ...now, ...own }));
  const uploads = useUploads((upload) => change((now) => ({ ...now, attachments: [...now.attachments, upload] })));
  const told = missing.filter(({ code }) => tried || code !== "missing_field");
  const faults = { ...byPlace(told), ...draft.faults };
  const { matters } = form;
  const setMatter = (n: number, own: Partial<Matter>) => change((now) => ({ ...now, matters: now.matters.map((one, at) => (at === n ? { ...one, ...own } : one)) }));
  const asked = question.questioned.find(({ code }) => code === form.questioned);
  return (
    <>
      <Overtaken
        question={question.id}
        saving={saving}
        what="这份质疑函"
        onGiveUp={engine.giveUp}
        onMine={({ letter, version }) => engine.resume(engine.snapshot().content, version, false, formOf(letter))}
        onTheirs={({ letter, version }) => engine.resume(formOf(letter), version, true)}
      />
      <Panel title="质疑函" extra={<SaveState saving={saving} isThere partly={draft.partly} />}>
        {question.late && <Alert className={css.note ?? ""} type="warning" showIcon title="按填写的日期，已超过七个工作日的法定质疑期限，采购人可能不予受理。" />}
        <Choice
          className={css.field}
          legend="质疑对象"
          options={question.questioned.map(({ code, label }) => ({ value: code, label }))}
          value={form.questioned}
          onChange={(questioned) => set({ questioned })}
          fault={faults.questioned}
        />
        <div className={css.grid}>
          <TextField label={asked?.known_on ?? "知道或者应当知道权益受到损害之日"} type="date" value={form.known_on} onChange={(known_on) => set({ known_on })} most={10} fault={faults.known_on} />
          <TextField label="采购文件获取日期" type="date" value={form.document_on} onChange={(document_on) => set({ document_on })} most={10} fault={faults.document_on} />
          <TextField label="包号" must={false} value={form.package} onChange={(value) => set({ package: value })} most={LETTER.package} fault={faults.package} hint="项目分包的填写" />
          <TextField label="联系人" value={form.contact} onChange={(contact) => set({ contact })} most={LETTER.contact} fault={faults.contact} />
          <TextField label="联系电话" value={form.phone} onChange={(phone) => set({ phone })} most={LETTER.phone} fault={faults.phone} />
          <TextField label="授权代表" must={false} value={form.representative} onChange={(representative) => set({ representative })} most={LETTER.representative} fault={faults.representative} hint="法定代表人签字的不填" />
          <TextField label="邮编" value={form.postcode} onChange={(postcode) => set({ postcode })} most={LETTER.postcode} fault={faults.postcode} />
          <TextField label="地址" value={form.address} onChange={(address) => set({ address })} most={LETTER.address} fault={faults.address} />
        </div>
      </Panel>
      <Panel title="质疑事项和请求">
        <Fault>{faults.matters}</Fault>
        {matters.map((one, n) => (
          <div key={n} className={css.matter}>
            <div className={css.matterHead}>
              质疑事项{n + 1}
              {matters.length > 1 && (
                <Button type="link" size="small" danger aria-label={`删除质疑事项${n + 1}`} onClick={() => set({ matters: matters.filter((_, at) => at !== n) })}>
                  删除
                </Button>
              )}
            </div>
            <TextField label="具体事项" rows={2} value={one.matter} onChange={(matter) => setMatter(n, { matter })} most={MATTER.matter} fault={faults[`matters[${n}].matter`]} />
            <TextField label="事实依据" rows={3} value={one.facts} onChange={(facts) => setMatter(n, { facts })} most={MATTER.facts} fault={faults[`matters[${n}].facts`]} />
            <TextField label="法律依据" rows={2} value={one.basis} onChange={(basis) => setMatter(n, { basis })} most={MATTER.basis} fault={faults[`matters[${n}].basis`]} />
          </div>
        ))}
        <Button icon={<PlusOutlined />} disabled={matters.length >= MOST_MATTERS} onClick={() => set({ matters: [...matters, EMPTY] })} style={{ marginBottom: 16 }}>
          增加质疑事项
        </Button>
        <TextField label="质疑请求" rows={3} value={form.demand} onChange={(demand) => set({ demand })} most={LETTER.demand} fault={faults.demand} />
      </Panel>
      <Files
        title="签字或盖章的质疑函、授权书和证明材料"
        attachments={form.attachments}
        uploads={uploads}
        onRemove={(upload) => set({ attachments: form.attachments.filter((one) => one !== upload) })}
        fault={faults.attachments}
      />
    </>
  );
}
