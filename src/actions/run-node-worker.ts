import { hostname } from "node:os";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { findWorkerPython } from "../hosts/worker-python.ts";
import type { NodeWorkerOptions } from "../interfaces/execution.ts";
import type { WorkerApi } from "../interfaces/worker-api.ts";
import { createWorkerApi } from "../prefect/create-worker-api.ts";
import { launchRun } from "./launch-run.ts";

/** Workers submit a run a little early, as it takes a while to start. */
const prefetchSeconds = 10;
const heartbeatSeconds = 30;

/**
 * Is a process worker of a work pool, in this very process and without Python, until the signal stops it. Runs in Python
 * need an interpreter with Prefect, as those of other workers do.
 *
 * @throws MetaPrefectError `no-pool` when Prefect has no process pool of the name, `no-api`
 */
export async function runNodeWorker(options: NodeWorkerOptions): Promise<void> {
  const { pool, env, signal = new AbortController().signal } = options;
  const api = await workerApi(env, options.directory);
  const known = await api.readPool(pool);
  if (known?.type !== "process") {
    const why = known === undefined ? "no work pool" : `a ${known.type} pool, and no process pool,`;
    throw new MetaPrefectError("no-pool", `Prefect has ${why} ${pool}`, {
      hint: "deploy first: that makes the pool",
    });
  }
  const worker = options.name ?? `NodeWorker ${hostname()} ${String(process.pid)}`;
  const { runWorker } = await import("../runtime/worker/run-worker.ts");
  const say = (line: string): void => {
    options.reporter?.({ code: "worker-said", line });
  };
  say(`${worker} takes runs of ${pool}`);
  await runWorker({
    api,
    signal,
    say,
    ...(options.limit !== undefined && { limit: options.limit }),
    querySeconds: options.querySeconds ?? seconds(env["PREFECT_WORKER_QUERY_SECONDS"]) ?? 10,
    heartbeatSeconds,
    heartbeat: () => api.heartbeat(pool, worker, heartbeatSeconds),
    poll: (limit) => api.scheduledInPool(pool, { before: soon(), limit }),
    launch: async (run) => {
      const template = (await api.readPool(pool))?.base_job_template ?? {};
      const python = (): ReturnType<typeof findWorkerPython> =>
        findWorkerPython({ root: options.directory, env, privatePython: noPython });
      return launchRun(run, { api, env, template, worker, python });
    },
  });
}

function seconds(text: string | undefined): number | undefined {
  const given = Number(text ?? Number.NaN);
  return given > 0 ? given : undefined;
}

/** The instant up to which runs are taken. */
export function soon(): string {
  return new Date(Date.now() + prefetchSeconds * 1_000).toISOString();
}

/** The client of a worker of this machine. @throws MetaPrefectError `no-api` */
export async function workerApi(env: NodeWorkerOptions["env"], directory: string): Promise<WorkerApi> {
  const { machineSettings } = await import("../runtime/engine/open-session.ts");
  const settings = await machineSettings({ ...env }, directory);
  if (settings.url === undefined) {
    throw new MetaPrefectError("no-api", "no Prefect API is configured", {
      hint: "set PREFECT_API_URL, or choose a profile with `prefect profile use`",
    });
  }
  return createWorkerApi({ ...settings, url: settings.url });
}

function noPython(): Promise<never> {
  return Promise.reject(
    new MetaPrefectError("no-prefect", "a run in Python needs an interpreter with Prefect", {
      hint: "make a .venv with Prefect in the worker's folder",
    }),
  );
}
