import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { hasErrors } from "../errors/diagnostics.ts";
import type { ApplyFileOptions } from "../interfaces/life-cycle.ts";
import type { PlanOptions } from "../interfaces/options.ts";
import type { DeployResult } from "../interfaces/results.ts";
import { stableJson } from "../util/stable-json.ts";
import { execute } from "./deploy.ts";
import { digestsOf, essence, readPlanFile, type PlanFile } from "./plan-file.ts";
import { withPlainValues } from "./plain-values.ts";
import { prepare, type Looked } from "./prepare.ts";
import { declarationsOf } from "./rendered.ts";

/**
 * Executes a plan that `plan --out` wrote: exactly that one, or nothing.
 *
 * @throws MetaPrefectError `bad-plan-file`, `other-server`, `plan-outdated` when Prefect has moved since
 */
export async function applyFile(options: ApplyFileOptions): Promise<DeployResult> {
  const { file, startWorker, ...caller } = options;
  const content = await readPlanFile(file);
  const { adopt, prune = false, maxDeletes, partial } = content.options;
  const planned: PlanOptions = { ...caller, selectors: [], modules: [], adopt, prune, maxDeletes };
  const wanted = await withPlainValues(content.wanted, planned);
  const declarations = { ...declarationsOf(wanted, file, planned), partial };
  const prepared = await prepare({ ...planned, startWorker }, { mayStart: false, declarations });
  const { ready, result } = prepared;
  if (ready === undefined) return execute(prepared, planned);
  if (result.target.api !== content.api) {
    throw new MetaPrefectError(
      "other-server",
      `the plan is for ${content.api}, and this is ${result.target.api ?? ""}`,
      {
        hint: "set PREFECT_API_URL to the address of the plan, or plan again",
      },
    );
  }
  const check = (looked: Looked): void => {
    refuseMoved(content, digestsOf(looked, ready.build));
    if (!hasErrors(looked.result.diagnostics)) refuseOther(content, looked);
  };
  return execute(prepared, planned, { check });
}

function refuseMoved(content: PlanFile, now: Readonly<Record<string, string>>): void {
  const keys = new Set([...Object.keys(content.seen), ...Object.keys(now)]);
  const moved = [...keys].filter((key) => content.seen[key] !== now[key]);
  if (moved.length === 0) return;
  const [first = "", ...others] = moved.map((key) => key.replace(":", " "));
  const more = others.length === 0 ? "" : ` and ${String(others.length)} more`;
  throw outdated(`Prefect has changed since the plan was made: ${first}${more}`);
}

function refuseOther(content: PlanFile, { result }: Looked): void {
  const count = (changes: readonly Parameters<typeof stableJson>[0][]): string =>
    JSON.stringify(changes.map(stableJson).filter((text) => !text.includes('"kind":"worker"')));
  if (count(result.plan.changes.map(essence)) === count(content.changes)) return;
  throw outdated("what would be done now is not what the plan says");
}

function outdated(message: string): MetaPrefectError {
  return new MetaPrefectError("plan-outdated", `${message}; nothing was written`, {
    hint: "plan again, look at it, and apply that",
  });
}
