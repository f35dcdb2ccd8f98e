import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import type { Draft } from "@/features/plans/wizard/form";
import { toTrouble } from "@/lib/problem";

type PlanView = Schemas["PlanView"];

/** A draft as the server has it: begun by the first thing that is saved, and once only. */
export class DraftServer {
  id: string | undefined;
  version: number;
  readonly createKey: string;

  constructor(id: string | undefined, version: number, createKey: string) {
    this.id = id;
    this.version = version;
    this.createKey = createKey;
  }

  /** The next save is upon this version. */
  goOnFrom(version: number): void {
    this.version = version;
  }

  async save(draft: Draft): Promise<PlanView> {
    const view = this.id === undefined ? await this.#create(draft) : await this.#save(this.id, draft);
    this.id = view.id;
    this.version = view.version;
    return view;
  }

  async #create(draft: Draft): Promise<PlanView> {
    try {
      return await answered(api.POST("/api/plans", { params: { header: { "Idempotency-Key": this.createKey } }, body: draft }));
    } catch (error) {
      // Its answer was lost, and more was typed since: the plan is there already.
      const begun = headOf(toTrouble(error).current);
      if (begun === null) throw error;
      this.id = begun.id;
      this.version = begun.version;
      return this.#save(begun.id, draft);
    }
  }

  #save(plan: string, draft: Draft): Promise<PlanView> {
    const body = { version: this.version, ...draft };
    return answered(api.PUT("/api/plans/{plan}", { params: { path: { plan } }, body }));
  }
}

/** The plan that a conflict names as what is true now. */
export function headOf(current: unknown): { id: string; version: number } | null {
  if (typeof current !== "object" || current === null || !("id" in current) || !("version" in current)) return null;
  const { id, version } = current;
  return typeof id === "string" && typeof version === "number" ? { id, version } : null;
}
