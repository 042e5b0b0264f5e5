import type { DeploymentComponent, DeploymentSpec, Source } from "../../interfaces/component.ts";
import type { CompareContext } from "../../interfaces/driver.ts";
import type { DeploymentJob, JobValue } from "../../interfaces/job.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { ApiDeployment } from "../../interfaces/prefect-api.ts";
import { isObject } from "../../util/stable-json.ts";
import { renderJob, type JobLeaf } from "../work-pool/render-job.ts";
import { templateOf } from "../work-pool/template-of.ts";
import { fieldDifferences, finalPool } from "./differences.ts";
import { withIgnored } from "./ignore-changes.ts";
import { replacedDeployment } from "./rename.ts";
import { settleLate } from "./settle-late.ts";

/** The work pool and the job variables that a deployment will have. Pure. */
export function jobOf(
  { spec: declared }: DeploymentComponent,
  found: ApiDeployment | undefined,
  context: CompareContext,
): { readonly pool: string | null; readonly jobVariables: JsonObject } {
  const old = found === undefined ? replacedDeployment(declared, context) : undefined;
  const observed = found ?? old?.deployment;
  const { work_pool_name: pool, job_variables: variables } = declared.fields;
  if (observed === undefined)
    return {
      pool: typeof pool === "string" ? pool : null,
      jobVariables: isObject(variables) ? variables : {},
    };
  const ledger = old === undefined ? context.ledger : context.ledgerOf(old.key);
  const spec = withIgnored(declared, observed);
  const difference = fieldDifferences(spec, observed, ledger).find(({ name }) => name === "job_variables");
  const wanted = difference === undefined ? observed.job_variables : difference.want;
  return { pool: finalPool(spec, observed, ledger), jobVariables: isObject(wanted) ? wanted : {} };
}

/** The job that the deployment's worker will get, each value with its origin. Pure. */
export function deploymentJob(
  declared: DeploymentComponent,
  observed: ApiDeployment | undefined,
  context: CompareContext,
): DeploymentJob {
  const component = settleLate(declared, context);
  const { pool, jobVariables } = jobOf(component, observed, context);
  const { flow, name } = component.spec;
  const about = { flow, name, environment: context.owner.environment, pool };
  const template = pool === null ? undefined : templateOf(pool, context);
  if (template === undefined) return { ...about, configuration: null, values: [] };
  const { configuration, leaves } = renderJob(template, jobVariables);
  return { ...about, configuration, values: leaves.map((leaf) => valueOf(leaf, component.spec)) };
}

function valueOf({ path, value, origin, from, atRunTime }: JobLeaf, spec: DeploymentSpec): JobValue {
  return {
    ...{ path: path.join("."), value, origin },
    ...(origin === "deployment" && sourceOf(from, spec)),
    ...(atRunTime && { atRunTime }),
  };
}

/** Who set the longest known part of a job variable. */
function sourceOf(keys: readonly string[], { because }: DeploymentSpec): Partial<Source> {
  for (let length = keys.length; length > 0; length--) {
    const source = because[["job_variables", ...keys.slice(0, length)].join(".")];
    if (source !== undefined) return source;
  }
  return {};
}
