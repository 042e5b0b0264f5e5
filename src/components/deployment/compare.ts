import type { DeploymentComponent, DeploymentSpec } from "../../interfaces/component.ts";
import type { CompareContext, Comparison, Finding, LedgerEntry } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { FieldChange } from "../../interfaces/plan.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import { environmentLabel, ownerInLabels, projectLabel } from "../../util/ownership.ts";
import { isObject } from "../../util/stable-json.ts";
import { ownershipFinding } from "../ownership-finding.ts";
import { hasTemplates } from "./check.ts";
import { fieldDifferences, finalPool, type Difference } from "./differences.ts";
import { explain } from "./explain.ts";
import { fieldNamed } from "./fields.ts";
import { jobOf } from "./job.ts";
import { jobVariableFindings, unusedJobVariables } from "./job-variables.ts";
import { labelsOf, ledgerOf, unionOf } from "./ledger-entry.ts";
import { withIgnored } from "./ignore-changes.ts";
import { isLate, nextVersion } from "./late-version.ts";
import { compareSchedules, rememberedSchedules, scheduleBody } from "./schedules.ts";
import { withSlugs } from "./adopt-schedules.ts";
import { compareRenamed, replacedDeployment } from "./rename.ts";
import { shownLimit } from "./shared-limit.ts";
import { patchBody, rewriteBody, type DeploymentStep } from "./steps.ts";

/** Compares a declared deployment with the one of that name, or with the one that it takes over from. Pure. */
export function compareDeployment(
  component: DeploymentComponent,
  observed: ApiDeployment | undefined,
  context: CompareContext,
): Comparison {
  const old = replacedDeployment(component.spec, context);
  const comparison =
    old === undefined
      ? compareWith(component, observed, context)
      : compareRenamed(component, observed, old, context, compareWith);
  if (comparison.action === "refuse") return comparison;
  const { pool } = jobOf(component, observed, context);
  const { findings, ours } = unusedJobVariables(component.spec, pool, context);
  if (findings.length === 0) return comparison;
  return ours ? { action: "refuse", diagnostics: findings } : { ...comparison, warnings: findings };
}

function compareWith(
  { spec: declared, name }: DeploymentComponent,
  found: ApiDeployment | undefined,
  context: CompareContext,
): Comparison {
  const observed = found && (isOwned(found) ? found : withSlugs(found, declared));
  const spec = observed === undefined ? declared : withIgnored(declared, observed);
  const labels = {
    ...spec.labels,
    [projectLabel]: context.owner.project,
    [environmentLabel]: context.owner.environment,
  };
  const ledger = ledgerOf(declared);
  if (observed === undefined) return creation(spec, labels, ledger, context);
  const owner = ownerInLabels(observed.labels);
  const [ifUnowned, ifForeign] = ["choose another name", "choose another name, or deploy it from there"];
  const refusal = ownershipFinding({ kind: "deployment", name, owner, ifUnowned, ifForeign }, context);
  if (refusal !== undefined)
    return { action: "refuse", diagnostics: [{ ...refusal, ...placeOf(spec, "name") }] };

  const differences = [...fieldDifferences(spec, observed, context.ledger)];
  const schedules = compareSchedules(spec.schedules, observed.schedules, rememberedSchedules(context.ledger));
  const cleared = spec.labels !== undefined && Object.keys(spec.labels).length === 0;
  const relabel = labelChanges(labels, observed, cleared ? theirLabels(observed) : labelsOf(context.ledger));
  const { version } = spec.fields;
  const edited = context.ledger?.["d"] !== undefined && context.ledger["d"] !== ledger["d"];
  if (isLate(version) && (edited || differences.length + schedules.changes.length + relabel.length > 0)) {
    const next = nextVersion(version, observed.version);
    if (typeof next !== "string")
      return { action: "refuse", diagnostics: [{ ...next, ...placeOf(spec, "version") }] };
    differences.unshift({ name: "version", want: next, have: observed.version });
  }
  const findings = poolFindings(spec, observed, differences, context);
  if (findings.length > 0) return { action: "refuse", diagnostics: findings };
  if (differences.length + schedules.changes.length + relabel.length === 0) return { action: "none", ledger };

  const parameters = differences.find((one) => one.name === "parameters")?.want ?? observed.parameters;
  const gone = new Set(
    relabel
      .filter((change) => change.want === undefined)
      .map((change) => change.path.slice("labels.".length)),
  );
  const step: DeploymentStep =
    relabel.length > 0 || hasTemplates(parameters)
      ? {
          do: "rewrite",
          id: observed.id,
          ...rewriteBody(spec, observed, differences, schedules.step, labels, gone),
        }
      : {
          do: "patch",
          id: observed.id,
          ...patchBody(spec, observed, differences),
          schedules: schedules.step,
        };
  return {
    action: owner === undefined ? "adopt" : "update",
    fields: explain([...differences.flatMap(expand), ...schedules.changes, ...relabel], spec),
    step: step as unknown as Json,
    ledger: { before: unionOf(context.ledger, ledger), after: ledger },
  };
}

function isOwned({ labels }: ApiDeployment): boolean {
  return ownerInLabels(labels) !== undefined;
}

function creation(
  spec: DeploymentSpec,
  labels: JsonObject,
  ledger: LedgerEntry,
  context: CompareContext,
): Comparison {
  const { version, ...rest } = spec.fields;
  const first = isLate(version) ? nextVersion(version, null) : version;
  if (typeof first === "object" && first !== null) return { action: "refuse", diagnostics: [] };
  const fields: JsonObject = first === undefined ? rest : { version: first, ...rest };
  const pool = typeof fields["work_pool_name"] === "string" ? fields["work_pool_name"] : null;
  const findings = [
    ...queueFindings(spec, pool),
    ...jobVariableFindings(spec, pool, objectOr(fields["job_variables"]), context),
  ];
  if (findings.length > 0) return { action: "refuse", diagnostics: findings };
  const declared = Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, value ?? fieldNamed(name)?.cleared ?? null] as const)
      .filter(([, value]) => value !== null),
  );
  const { enforce_parameter_schema: enforced, ...unchecked } = declared;
  const body = {
    ...(enforced === true && hasTemplates(fields["parameters"]) ? unchecked : declared),
    name: spec.name,
    labels,
    schedules: (spec.schedules ?? []).map((one) => scheduleBody(one)),
  };
  const schedules = compareSchedules(spec.schedules ?? [], [], {}).changes;
  return {
    action: "create",
    fields: explain(
      [...Object.entries(declared).map(([path, want]) => ({ path, want: shownLimit(want) })), ...schedules],
      spec,
    ),
    step: { do: "create", flow: spec.flow, body },
    // Nothing was before, and where the run ends before the write, the next one creates again: one write says all.
    ledger: { before: ledger, after: ledger },
  };
}

/** Prefect puts a deployment with a queue and without a pool into a pool that no worker of ours looks at. */
function queueFindings(spec: DeploymentSpec, pool: string | null): readonly Finding[] {
  const queue = spec.fields["work_queue_name"];
  if (typeof queue !== "string" || pool !== null) return [];
  return [
    {
      code: "queue-without-pool",
      message: `the work queue ${JSON.stringify(queue)} is declared without a work pool`,
      hint: "declare the work pool too",
      ...placeOf(spec, "work_queue_name"),
    },
  ];
}

function poolFindings(
  spec: DeploymentSpec,
  observed: ApiDeployment,
  differences: readonly Difference[],
  context: CompareContext,
): readonly Finding[] {
  const want = (name: string): Json | undefined =>
    differences.find((difference) => difference.name === name)?.want;
  const jobVariables = want("job_variables") ?? observed.job_variables;
  const pool = finalPool(spec, observed, context.ledger);
  const queue = queueFindings(spec, pool);
  if (want("job_variables") === undefined && want("work_pool_name") === undefined) return queue;
  return [...queue, ...jobVariableFindings(spec, pool, objectOr(jobVariables), context)];
}

function labelChanges(
  want: JsonObject,
  observed: ApiDeployment,
  ours: readonly string[],
): readonly FieldChange[] {
  const set = Object.entries(want)
    .filter(([label, value]) => observed.labels[label] !== value)
    .map(([label, value]) => {
      const have = observed.labels[label];
      return { path: `labels.${label}`, want: value, ...(have !== undefined && { have }) };
    });
  const gone = ours.flatMap((label) => {
    const have = label in want ? undefined : observed.labels[label];
    return have === undefined ? [] : [{ path: `labels.${label}`, have }];
  });
  return [...set, ...gone];
}

/** All but Prefect's own: an empty mapping says that there shall be none, whoever gave them. */
function theirLabels({ labels }: ApiDeployment): readonly string[] {
  return Object.keys(labels).filter((label) => !label.startsWith("prefect."));
}

/** A mapping is shown key by key. */
function expand({ name, want: wanted, have: had }: Difference): readonly FieldChange[] {
  const [want, have] = [shownLimit(wanted), shownLimit(had)];
  if (!isObject(want) || !isObject(have)) return [{ path: name, want, have }];
  const keys = [...new Set([...Object.keys(have), ...Object.keys(want)])];
  return keys
    .filter((key) => JSON.stringify(have[key]) !== JSON.stringify(want[key]))
    .map((key) => {
      const [before, after] = [have[key], want[key]];
      return {
        path: `${name}.${key}`,
        ...(before !== undefined && { have: before }),
        ...(after !== undefined && { want: after }),
      };
    });
}

function placeOf(spec: DeploymentSpec, path: string): Partial<Finding> {
  const location = spec.because[path]?.location ?? spec.location;
  return location === undefined ? {} : { location };
}

function objectOr(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
