import { hasErrors } from "../errors/diagnostics.ts";
import type { PlanOptions } from "../interfaces/options.ts";
import type { PlanResult } from "../interfaces/results.ts";
import { plannedJobs } from "./jobs.ts";
import { writePlanFile } from "./plan-file.ts";
import { prepare } from "./prepare.ts";

/** Says what `deploy` would do. Writes nothing but the file that it is told to, and starts nothing. */
export async function plan(options: PlanOptions): Promise<PlanResult> {
  const { result, ready } = await prepare(options, { mayStart: false });
  if (options.out !== undefined && ready !== undefined && !hasErrors(result.diagnostics))
    await writePlanFile(options.out, { result, ready }, options);
  if (options.render !== true || ready === undefined) return result;
  return { ...result, jobs: plannedJobs(ready, options) };
}
