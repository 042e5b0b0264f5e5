import { processVariable } from "../../hosts/process-variable.ts";
import { systemClock } from "../../hosts/system-clock.ts";
import type { Finding } from "../../interfaces/look-actions.ts";
import type { CallerOptions } from "../../interfaces/options.ts";
import type { PrefectApi } from "../../interfaces/prefect-api.ts";
import { isLoopback } from "../../util/is-loopback.ts";
import { localServer, type Connection } from "../connect.ts";
import { versionFinding } from "./version-finding.ts";
import { acceptedFinding, refusedFinding } from "./auth-finding.ts";
import { lookAtClocks } from "./clock-finding.ts";
import { failureFinding } from "./failure-finding.ts";
import { schedulesFinding } from "./schedules-finding.ts";
import { timeZonesFinding } from "./time-zones-finding.ts";
import { workersFinding } from "./workers-finding.ts";

/** What was found of a Prefect. */
export interface ServerFindings {
  readonly findings: readonly Finding[];
  /** Undefined where nothing answers, or does not tell. */
  readonly version: string | undefined;
}

/** Asks a Prefect about itself, until an answer fails; reads only. */
export async function serverFindings(
  options: CallerOptions,
  { api, credentials, warnings }: Connection,
): Promise<ServerFindings> {
  const findings: Finding[] = warnings.map(({ message, hint }) => ({
    ...{ check: "settings", state: "warning", message },
    ...(hint !== undefined && { hint }),
  }));
  let version: string | undefined;
  try {
    version = await api.version();
    const who = version === "cloud" ? "Prefect Cloud" : `Prefect ${version}`;
    findings.push({ check: "api", state: "ok", message: `${who} answers at ${api.url}` });
    if (version === "cloud") version = undefined;
    else findings.push(versionFinding(version));
    const flows = await api.inventory.flows();
    findings.push(acceptedFinding(credentials));
    findings.push(await lookAtClocks(api, systemClock, options.signal));
    const names = new Map(flows.map(({ id, name }) => [id, name]));
    const deployments = await api.inventory.deployments();
    findings.push(await workersFinding(api, deployments));
    findings.push(await schedulesFinding(api, deployments, names, Date.now()));
    findings.push(await databaseFinding(api));
    if (isLoopback(api.url)) findings.push(timeZonesFinding(await timeZonePath(options, api.url)));
  } catch (thrown) {
    findings.push(refusedFinding(thrown, credentials, api.url) ?? failureFinding("api", "error", thrown));
  }
  return { findings, version };
}

/** Of the server that meta-prefect started on this machine; undefined for any other. */
async function timeZonePath(options: CallerOptions, url: string): Promise<string | null | undefined> {
  const ours = localServer(options);
  if (new URL(ours.url).port !== new URL(url).port) return undefined;
  const { pid } = await ours.status();
  return pid === undefined ? undefined : processVariable(pid, "PYTHONTZPATH");
}

async function databaseFinding(api: PrefectApi): Promise<Finding> {
  const kind = await api.database();
  const check = "database";
  if (kind === "postgresql")
    return { check, state: "ok", message: "the server keeps its data in PostgreSQL" };
  const message =
    kind === "sqlite" ? "the server keeps its data in SQLite" : "the server does not tell its database";
  return { check, state: "ok", message };
}
