import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import type { Plan } from "@/features/plans/queries";
import { EMPTY, fromPlan, isSame, toDraft, type Draft, type Form } from "@/features/plans/wizard/form";
import { formFrom, keptPlace, newPlans } from "@/features/plans/wizard/kept";
import { withoutField, wrongIn } from "@/features/plans/wizard/wrong";
import { useForm, type FormHook } from "@/lib/form/useForm";
import type { FormWays, Upon } from "@/lib/form/ways";
import { tidy } from "@/lib/text";

export type DraftHook = FormHook<Form, Draft, Schemas["PlanView"]>;
export type EditHook = FormHook<Form, Draft, Schemas["Edited"]>;

/** What every form of a plan does alike. */
const ways = (person: string, plan: Plan | undefined, purpose: "plan" | "edit", own = "") =>
  ({
    place: (id: string | undefined) => (id === undefined ? newPlans(person) + own : keptPlace(person, id, purpose)),
    found: () => (plan ? fromPlan(plan) : EMPTY),
    id: plan?.id,
    version: plan?.version ?? 0,
    formOf: formFrom,
    isSame,
    ready: (form: Form) => ({ body: toDraft(form).draft }),
  }) satisfies Partial<FormWays<Form, Draft, unknown>>;

const save = (draft: Draft, { id, version, key }: Upon) =>
  id === undefined
    ? answered(api.POST("/api/plans", { params: { header: { "Idempotency-Key": key } }, body: draft }))
    : answered(api.PUT("/api/plans/{plan}", { params: { path: { plan: id } }, body: { version, ...draft } }));

/** A draft, saved as it is typed; a new one is begun as soon as it has a name. Until then `own` tells its copy from those of others. */
export function useDraft(person: string, plan: Plan | undefined, own: string | undefined): DraftHook {
  return useForm({
    ...ways(person, plan, "plan", own),
    sends: "itself",
    send: save,
    touches: "draft",
    without: withoutField,
    wrong: wrongIn,
    isWorth: ({ name }) => tidy(name) !== "",
    isPartly: (form) => toDraft(form).unsendable.length > 0,
  });
}

/** A plan under way, changed by a click under the to-do that allows it. */
export function useEdit(person: string, plan: Plan, task: string): EditHook {
  const path = { plan: plan.id };
  return useForm({
    ...ways(person, plan, "edit"),
    sends: "click",
    send: (draft, { version, key }) => answered(api.PUT("/api/plans/{plan}/content", { params: { path, header: { "Idempotency-Key": key } }, body: { task, version, ...draft } })),
  });
}

/** A plan as it is now. */
export const readPlan = (plan: string) => answered(api.GET("/api/plans/{plan}", { params: { path: { plan } } }));
