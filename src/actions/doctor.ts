import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import { findPython } from "../hosts/find-python.ts";
import type { DoctorResult, Finding } from "../interfaces/look-actions.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import type { ApiDeployment, PrefectApi } from "../interfaces/prefect-api.ts";
import { connect } from "./connect.ts";
import { readPickup } from "./pickup.ts";
import { versionFinding } from "./server-version.ts";

/** As many runs as one answer holds; with so many, the scheduler works. */
const most = 200;

/** Looks whether everything round a project is well. Reads only; a check that cannot be made is a finding. */
export async function doctor(options: CallerOptions): Promise<DoctorResult> {
  const findings: Finding[] = [await python(options)];
  try {
    const { api } = await connect(options, options.directory, { mayStart: false });
    const version = await api.version();
    findings.push({ check: "api", state: "ok", message: `Prefect ${version} answers at ${api.url}` });
    findings.push(versionFinding(version));
    const flows = await api.inventory.flows();
    const names = new Map(flows.map(({ id, name }) => [id, name]));
    const deployments = await api.inventory.deployments();
    findings.push(await pools(api, deployments), await schedules(api, deployments, names));
    findings.push(await database(api));
  } catch (thrown) {
    if (!isMetaPrefectError(thrown)) throw thrown;
    const { message, hint } = thrown;
    findings.push({ check: "api", state: "error", message, ...(hint !== undefined && { hint }) });
  }
  return { findings };
}

async function python(options: CallerOptions): Promise<Finding> {
  const check = "python";
  try {
    const found = await findPython(options.env);
    return { check, state: "ok", message: `${found.executable} is Python ${found.version}` };
  } catch (thrown) {
    if (!isMetaPrefectError(thrown)) throw thrown;
    const { message, hint } = thrown;
    return { check, state: "warning", message, ...(hint !== undefined && { hint }) };
  }
}

/** Whether somebody would take the runs of every deployment. */
async function pools(api: PrefectApi, deployments: readonly ApiDeployment[]): Promise<Finding> {
  const pickupOf = await readPickup(api, deployments);
  const idle = new Map<string, string>();
  for (const deployment of deployments) {
    const { by, reasons } = pickupOf(deployment);
    if (by === null)
      idle.set(deployment.work_pool_name ?? deployment.name, reasons[0] ?? "nobody takes its runs");
  }
  const check = "workers";
  const [first] = idle;
  if (first === undefined)
    return { check, state: "ok", message: "somebody takes the runs of every deployment" };
  const others = idle.size > 1 ? `, and ${String(idle.size - 1)} more` : "";
  return {
    check,
    state: "warning",
    message: `nobody takes the runs in ${first[0]}: ${first[1]}${others}`,
    hint: "`meta-prefect worker start`, or `prefect worker start --pool NAME` where its runs belong",
  };
}

/** Whether schedules are really turned into runs, which a server without its scheduler silently does not do. */
async function schedules(
  api: PrefectApi,
  deployments: readonly ApiDeployment[],
  names: ReadonlyMap<string, string>,
): Promise<Finding> {
  const check = "schedules";
  const meant = deployments.filter(
    ({ paused, schedules: all }) =>
      !paused && all.some(({ active, schedule }) => active && !("rrule" in schedule)),
  );
  if (meant.length === 0) return { check, state: "ok", message: "there is no active schedule to look at" };
  const ids = meant.map(({ id }) => id);
  const runs = await api.flowRuns.ofDeployments(ids, { states: ["SCHEDULED"], limit: most });
  const scheduled = new Set(runs.map(({ deployment_id: id }) => id));
  const silent = meant.filter(({ id }) => !scheduled.has(id));
  const [first] = silent;
  if (first === undefined || runs.length >= most)
    return {
      check,
      state: "ok",
      message: `schedules of ${String(meant.length)} deployments are turned into runs`,
    };
  return {
    check,
    state: "error",
    message: `${String(silent.length)} deployments with an active schedule have no scheduled run, for example ${names.get(first.flow_id) ?? ""}/${first.name}`,
    hint: "the server's scheduler does not work: look into its log; a newer SQLAlchemy than Prefect was made for does this",
  };
}

async function database(api: PrefectApi): Promise<Finding> {
  const kind = await api.database();
  const check = "database";
  if (kind === "postgresql")
    return { check, state: "ok", message: "the server keeps its data in PostgreSQL" };
  const message =
    kind === "sqlite" ? "the server keeps its data in SQLite" : "the server does not tell its database";
  return { check, state: "ok", message };
}
