import createClient from "openapi-fetch";

import type { components, paths } from "@/api/generated/schema";
import { reach } from "@/api/reach";

/** The typed client of `infra/openapi.json`; every request goes through [`reach`]. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: reach });

/** Types by the names that the API description gives them. */
export type Schemas = components["schemas"];
