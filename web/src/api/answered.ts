import { readProblem, Refused } from "@/lib/problem";

/** What the generated client comes back with. */
interface Outcome {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** The data of a success. */
type DataOf<One> = One extends { data: infer Data; error?: undefined } ? Data : never;

/** The data of a success; everything else is thrown as [`Refused`]. */
export function answered<One extends Outcome>(call: Promise<One>): Promise<DataOf<One>>;
export async function answered(call: Promise<Outcome>): Promise<unknown> {
  const { data, error, response } = await call;
  if (!response.ok || error !== undefined) throw new Refused(readProblem(response.status, error));
  return data;
}
