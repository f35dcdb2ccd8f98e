import createClient, { createQuerySerializer } from "openapi-fetch";

import type { components, paths } from "@/api/generated/schema";
import { reach } from "@/api/reach";

const serialized = createQuerySerializer();

/** The typed client of `infra/openapi.json`; every request goes through [`reach`], and a parameter that is empty is not sent. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: reach,
  querySerializer: (query) => serialized(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""))),
});

/** Types by the names that the API description gives them. */
export type Schemas = components["schemas"];

/** What a list can be asked for, as the API description says. */
export type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Asked } } } ? NonNullable<Asked> : never;
