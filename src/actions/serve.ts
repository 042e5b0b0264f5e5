import { hostname } from "node:os";
import { hasErrors } from "../errors/diagnostics.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { processEnvironment } from "../hosts/environment.ts";
import { readGitState } from "../hosts/git.ts";
import { lookupPackageVersion } from "../hosts/package-version.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { ServeOptions } from "../interfaces/execution.ts";
import type { Wrappable } from "../interfaces/flow-builder.ts";
import type { JsonObject } from "../interfaces/json.ts";
import { projectFlowReader } from "./project-flow-reader.ts";
import { codeEntries } from "../project/code-entries.ts";
import { importModule } from "../project/import-module.ts";
import { withTypeScriptFlows } from "../project/typescript-flows.ts";
import { toDeploymentSpec } from "../resolver/deployment-spec.ts";
import { foldEntry, type BuildFacts } from "../resolver/fold.ts";
import { dropUndefined } from "../util/drop-undefined.ts";
import { environmentIn } from "./declarations.ts";
import { launchRun } from "./launch-run.ts";
import { soon, workerApi } from "./run-node-worker.ts";
import { runnerCommand } from "./runner-command.ts";

/**
 * Makes deployments that need no work pool and executes their runs from this machine, each in a process of its own, until
 * the process is asked to end; then the deployments are paused. Recipes round a flow say its schedules, parameters, tags.
 *
 * @param flows deployments by name
 * @throws MetaPrefectError `no-api`, and `invalid-project` with what is wrong with the flows
 * @example
 * ```ts
 * import { flow, schedule, serve } from "meta-prefect";
 * const etl = flow({ name: "etl" }, () => "done");
 * await serve({ nightly: schedule({ cron: "0 2 * * *" })(etl), "by-hand": etl }, { limit: 4 });
 * ```
 */
export async function serve(
  flows: Readonly<Record<string, Wrappable>>,
  options: ServeOptions = {},
): Promise<void> {
  const {
    directory = process.cwd(),
    env = processEnvironment(),
    limit = 10,
    pauseOnShutdown = true,
  } = options;
  const { signal, release } = stopSignal(options.signal);
  try {
    const api = await workerApi(env, directory);
    const bodies = await deploymentBodies(flows, directory, env);
    const ids: string[] = [];
    try {
      for (const { flow, body } of bodies) {
        const { id: flowId } = await api.ensureFlow(flow);
        ids.push((await api.deploy({ ...body, flow_id: flowId })).id);
      }
      const worker = `serve ${hostname()} ${String(process.pid)}`;
      const { runWorker } = await import("../runtime/worker/run-worker.ts");
      await runWorker({
        api,
        limit,
        signal,
        querySeconds: options.querySeconds ?? 10,
        say: options.onEvent ?? (() => undefined),
        poll: (free) => api.scheduledOf(ids, { before: soon(), limit: free }),
        launch: (run) => launchRun(run, { api, env, template: {}, directory, worker, python: noPython }),
      });
    } finally {
      if (pauseOnShutdown) await Promise.all(ids.map((id) => api.setPaused(id, true)));
    }
  } finally {
    release();
  }
}

async function deploymentBodies(
  flows: Readonly<Record<string, Wrappable>>,
  root: string,
  env: NonNullable<ServeOptions["env"]>,
): Promise<readonly { readonly flow: string; readonly body: JsonObject }[]> {
  const diagnostics: Diagnostic[] = [];
  const report = (one: Diagnostic): void => void diagnostics.push(one);
  const reader = withTypeScriptFlows(projectFlowReader({ env }, { root }, false), importModule, root);
  const exported = Object.entries(flows).map(([name, given]) => ({
    name,
    deployable: "layers" in given ? given : { flow: given, layers: [] },
    location: { file: "serve", line: 1, column: 1 },
  }));
  const environment = environmentIn(env);
  const entries = await codeEntries(
    exported,
    reader,
    { environment, asked: undefined, inspect: "static" },
    report,
  );
  const facts: BuildFacts = {
    project: "serve",
    root,
    now: new Date().toISOString(),
    env,
    git: () => readGitState(root),
    runner: runnerCommand(),
    packageVersion: (name) => lookupPackageVersion(root, name),
  };
  const bodies = entries.flatMap((entry) => {
    const { folded, diagnostics: found } = foldEntry(entry, facts);
    diagnostics.push(...found);
    if (folded === undefined) return [];
    const { flow, name, fields, schedules = [], labels = {} } = toDeploymentSpec(folded, entry);
    const { version, ...rest } = fields;
    const body: JsonObject = {
      ...rest,
      ...(typeof version === "string" && { version }),
      name,
      labels,
      paused: false,
      work_pool_name: null,
      work_queue_name: null,
      pull_steps: [],
      schedules: schedules.map(({ slug, schedule, active, initiallyActive, parameters }) =>
        dropUndefined({
          slug,
          schedule: { ...schedule },
          active: active ?? initiallyActive ?? true,
          parameters,
        }),
      ),
    };
    return [{ flow, body }];
  });
  if (!hasErrors(diagnostics)) return bodies;
  const [first] = diagnostics.filter(({ severity }) => severity === "error");
  throw new MetaPrefectError("invalid-project", `nothing is served: ${first?.message ?? ""}`, {
    hint: first?.hint,
    diagnostics,
  });
}

/** Aborted when the process is asked to end, or the caller says so. */
function stopSignal(given: AbortSignal | undefined): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, stop);
  const signal = given === undefined ? controller.signal : AbortSignal.any([controller.signal, given]);
  return {
    signal,
    release: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, stop);
    },
  };
}

function noPython(): Promise<never> {
  return Promise.reject(
    new MetaPrefectError("run-refused", "what is served here are flows in TypeScript", {
      hint: "serve a flow in Python with Prefect's own flow.serve()",
    }),
  );
}
