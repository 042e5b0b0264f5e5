import type { Change, DeployResult, Outcome, Plan, PlanResult, RenderResult } from "../../index.ts";
import type { Failure } from "../failure.ts";

/** The version of every JSON document; it changes when a field goes or changes its meaning, not when one comes. */
const version = 1;

/** A change without what only its driver reads. */
function change({ action, kind, name, owner, fields, requires }: Change): object {
  return { action, kind, name, owner, fields, requires };
}

function plan({ changes, unchanged, orphans }: Plan): object {
  return { changes: changes.map(change), unchanged, orphans };
}

function outcome({ change: { action, kind, name, owner }, status, reason, code, hint }: Outcome): object {
  return { action, kind, name, owner, status, reason, code, hint };
}

/** What `plan --json` prints. */
export function planDocument(result: PlanResult): object {
  return { ...result, plan: plan(result.plan) };
}

/** What `deploy --json` prints. */
export function deployDocument(result: DeployResult): object {
  return { ...planDocument(result), outcomes: result.outcomes.map(outcome) };
}

/** What `render` prints, and `--rendered` reads. */
export function renderedDocument({ target, deployments, components }: RenderResult): object {
  return { version, target, deployments, components };
}

/** One document: the result, and `error` exactly when the command failed. */
export function renderJson(result: object | undefined, failure: Failure | undefined): string {
  const error = failure && {
    code: failure.code,
    message: failure.message,
    hint: failure.hint ?? null,
    diagnostics: failure.diagnostics ?? [],
  };
  return `${JSON.stringify({ version, ...result, ...(error ? { error } : {}) }, null, 2)}\n`;
}

/** A value as it is: the one document of the commands that promise no `version`. */
export function renderBareJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
