import { useId } from "react";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Closed } from "@/components/form/Closed";
import { Conflict } from "@/components/form/Conflict";
import { Fault } from "@/components/form/Field";
import { SaveState } from "@/components/form/SaveState";
import { Panel } from "@/components/Page";
import { TextBox } from "@/components/typed/Text";
import { warningQuery, type Warning } from "@/features/plans/queries";
import { withoutAt, wrongFields } from "@/lib/form/field";
import { likeIt } from "@/lib/form/kept";
import { useForm, type FormHook } from "@/lib/form/useForm";
import { EXPLANATION } from "@/lib/limits";
import { pending } from "@/lib/pending";
import { overlong, tidy } from "@/lib/text";

type ExplanationForm = Pick<Warning, "explanation">;
type Body = Omit<Schemas["WarningSaving"], "version">;
export type ExplanationDraft = FormHook<ExplanationForm, Body, Schemas["WarningHead"]>;

/** The explanation of a warning, saved as it is typed. */
export function useExplanation(me: string, warning: Warning): ExplanationDraft {
  const path = { warning: warning.id };
  const found: ExplanationForm = { explanation: warning.explanation };
  return useForm<ExplanationForm, Body, Schemas["WarningHead"]>({
    sends: "itself",
    place: () => `kept:warning:${me}:${warning.id}`,
    found: () => found,
    id: warning.id,
    touches: "explanation",
    foundBy: warningQuery(warning.id).queryKey,
    version: warning.version,
    formOf: likeIt(found),
    without: withoutAt,
    wrong: ({ explanation }) => wrongFields({ explanation }, { explanation: EXPLANATION }),
    ready: ({ explanation }) => ({ body: { explanation: filled(explanation), refresh: false } }),
    send: (body, { version }) => answered(api.PUT("/api/warnings/{warning}", { params: { path }, body: { version, ...body } })),
  });
}

/** Takes the plan as it is now into the warning, beside what is typed. */
export async function refreshed(warning: string, { engine }: ExplanationDraft): Promise<void> {
  await pending.saved();
  const { content, version } = engine.snapshot();
  const body = { version, explanation: filled(content.explanation), refresh: true };
  const said = await answered(api.PUT("/api/warnings/{warning}", { params: { path: { warning } }, body }));
  const now = engine.snapshot().content;
  engine.resume(now, said.version, now === content);
}

const filled = (text: string | null) => tidy(text ?? "", true) || null;

/** Why the plan is to be bought in this way 情况说明. */
export function Explanation({ warning, draft }: { warning: string; draft: ExplanationDraft }) {
  const id = useId();
  const { content, saving, faults, engine } = draft;
  const text = content.explanation ?? "";
  const told = overlong(text, EXPLANATION) ?? faults.explanation;
  return (
    <>
      <Conflict
        saving={saving}
        what="这份预警"
        read={() => answered(api.GET("/api/warnings/{warning}", { params: { path: { warning } } }))}
        onMine={({ explanation, version }) => engine.resume(engine.snapshot().content, version, false, { explanation })}
        onTheirs={({ explanation, version }) => engine.resume({ explanation }, version, true)}
      />
      <Closed saving={saving} />
      <Panel title="情况说明" extra={<SaveState saving={saving} isThere partly={draft.partly} />}>
        <label htmlFor={id} className="soft">
          说明本计划需要预警审批的情况和理由，领导据此审批（必填）
        </label>
        <TextBox
          id={id}
          value={text}
          onText={(explanation) => engine.change(() => ({ explanation }))}
          rows={5}
          most={EXPLANATION}
          aria-invalid={told !== undefined}
          status={told === undefined ? "" : "error"}
          style={{ margin: "8px 0 20px" }}
        />
        <Fault>{told}</Fault>
      </Panel>
    </>
  );
}
