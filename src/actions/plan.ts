import type { PlanOptions, PlanResult } from "../interfaces/results.ts";
import { prepare } from "./prepare.ts";

/** Says what `deploy` would do. Writes and starts nothing. */
export async function plan(options: PlanOptions): Promise<PlanResult> {
  return (await prepare(options, { mayStart: false })).result;
}
