import type { Change, FieldChange, Plan } from "../../../src/interfaces/plan.ts";
import type { DeployResult, PlanResult } from "../../../src/interfaces/results.ts";
import { target } from "./harness.ts";

/** The owner of everything in these samples. */
export const owner = { project: "acme", environment: "dev" };

/** A change of the sample project. */
export function change(
  action: Change["action"],
  kind: string,
  name: string,
  fields: readonly FieldChange[] = [],
): Change {
  return { action, kind, name, owner, fields, requires: [], step: { private: "step" } };
}

/** The changes of the example in docs/architecture.md. */
export const changes = [
  change("create", "work-pool", "local-process-work-pool-6da5fdd6"),
  change("create", "deployment", "add-two-numbers-flow/local-run-dev", [{ path: "tags", want: ["env=dev"] }]),
  change("update", "deployment", "etl/nightly-dev", [
    { path: "version", have: "3", want: "4" },
    {
      path: "schedules.nightly.cron",
      have: "0 2 * * *",
      want: "0 3 * * *",
      because: "recipe schedule, meta_prefect.yaml:21",
    },
  ]),
];

/** A plan result with some changes. */
export function planResult(plan: Partial<Plan> = {}, rest: Partial<PlanResult> = {}): PlanResult {
  return {
    target,
    plan: { changes: [], unchanged: 37, orphans: [], notes: [], diagnostics: [], ...plan },
    unchanged: [{ kind: "deployment", name: "etl/weekly-dev" }],
    diagnostics: [],
    ...rest,
  };
}

/** A deploy result with some outcomes. */
export function deployResult(
  outcomes: DeployResult["outcomes"],
  rest: Partial<DeployResult> = {},
): DeployResult {
  const done = outcomes.map((outcome) => outcome.change);
  return { ...planResult({ changes: done }), outcomes, deployments: [], notes: [], ...rest };
}
