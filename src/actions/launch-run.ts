import { mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { renderJob } from "../components/work-pool/render-job.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { startRunProcess } from "../hosts/run-process.ts";
import type { WorkerPython } from "../hosts/worker-python.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { ExecutedRun } from "../interfaces/run-api.ts";
import type { WorkerApi } from "../interfaces/worker-api.ts";
import type { Launched } from "../runtime/worker/run-worker.ts";
import { splitCommand } from "../util/split-command.ts";
import { splitModuleEntrypoint } from "../util/module-entrypoint.ts";
import { isObject } from "../util/stable-json.ts";
import { runnerCommand } from "./runner-command.ts";

/** What a process of a run is made of. */
interface Launching {
  readonly api: WorkerApi;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The base job template of the pool; absent: the deployment has none. */
  readonly template: JsonObject;
  /** Folder of a run that names none. @default a temporary one */
  readonly directory?: string;
  readonly worker: string;
  /** The interpreter of runs in Python. @throws MetaPrefectError when there is none */
  readonly python: () => Promise<Pick<WorkerPython, "python" | "env">>;
}

/**
 * Starts the process of a run as Prefect's own process worker would: by the pool's template, the deployment's and the
 * run's job variables. Without a command it is our runner for a flow in TypeScript, and Prefect's own for one in Python.
 *
 * @throws MetaPrefectError `run-refused` when the job holds blocks or variables, which only Prefect's worker looks up
 */
export async function launchRun(run: ExecutedRun, launching: Launching): Promise<Launched> {
  const { api, env, template, directory, worker } = launching;
  const deployment = run.deployment_id === null ? undefined : await api.readDeployment(run.deployment_id);
  const given = { ...deployment?.job_variables, ...run.job_variables };
  const { configuration, leaves } = renderJob(template, given);
  const late = leaves.find(({ atRunTime }) => atRunTime);
  if (late !== undefined) {
    throw new MetaPrefectError("run-refused", `${late.path.join(".")} holds a block or variable of Prefect`, {
      hint: "write the value, or let Prefect's own worker run it",
    });
  }
  const { command, working_dir: folder, env: own, stream_output: stream } = configuration;
  const isTypeScript = splitModuleEntrypoint(deployment?.entrypoint ?? "") !== undefined;
  const chosen = typeof command === "string" && command !== "" ? command : undefined;
  const interpreter = chosen === undefined && !isTypeScript ? await launching.python() : undefined;
  const words =
    interpreter === undefined
      ? splitCommand(chosen ?? `${runnerCommand()} flow-run execute`)
      : [interpreter.python, "-m", "prefect", "flow-run", "execute"];
  const cwd = typeof folder === "string" && folder !== "" ? folder : directory;
  const temporary = cwd === undefined ? await mkdtemp(join(tmpdir(), "meta-prefect-run-")) : undefined;
  const process = startRunProcess({
    command: words,
    cwd: cwd ?? temporary ?? "",
    env: { ...(interpreter?.env ?? env), ...texts(own), ...facts(run, deployment?.name, worker) },
    stream: stream !== false,
  });
  if (temporary !== undefined) {
    // A folder in which something of the run still writes is left behind: it is no reason to end the worker.
    void process.ended
      .then(() => rm(temporary, { recursive: true, force: true, maxRetries: 5 }))
      .catch(() => undefined);
  }
  return { place: `${hostname()}:${String(process.pid ?? 0)}`, ended: process.ended, end: process.end };
}

function facts(run: ExecutedRun, deployment: string | undefined, worker: string): Record<string, string> {
  return {
    PREFECT__FLOW_RUN_ID: run.id,
    PREFECT__FLOW_ID: run.flow_id,
    ...(run.deployment_id !== null && { PREFECT__DEPLOYMENT_ID: run.deployment_id }),
    ...(deployment !== undefined && { PREFECT__DEPLOYMENT_NAME: deployment }),
    PREFECT__WORKER_NAME: worker,
  };
}

function texts(env: JsonObject[string] | undefined): Record<string, string> {
  if (!isObject(env)) return {};
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
