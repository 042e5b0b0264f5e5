import { z } from "zod";
import type { Bench } from "../bench.ts";
import { createBareClient } from "../bare-client.ts";
import { launch } from "../launch.ts";
import { untilSettled, type Trace } from "./trace.ts";

/** Whose flow it is. */
export type Language = "py" | "ts";

/** One run of a flow, by a process that a worker would start just so. */
export interface RunOnce {
  /** Of the flow run. */
  readonly id: string;
  /** From the start of the process to the run's state Running. */
  readonly startSeconds: number;
  /** From the start of the process to its end. */
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly trace: Trace;
}

const identified = z.object({ id: z.string() });
const started = z.object({ start_time: z.string(), state: z.object({ type: z.string() }) });

/** Makes a run of a deployment and executes it: `python -m prefect.engine`, or `meta-prefect flow-run execute`. */
export async function runOnce(
  bench: Bench,
  where: { readonly api: string; readonly through?: string; readonly folder: string },
  flow: string,
  language: Language,
  taskRuns: number,
): Promise<RunOnce> {
  const client = createBareClient(where.api);
  const deployment = await client.send("GET", `/deployments/name/${flow}-${language}/bench`);
  const made = await client.send(
    "POST",
    `/deployments/${identified.parse(deployment).id}/create_flow_run`,
    {},
  );
  const { id } = identified.parse(made);
  const command =
    language === "py"
      ? [bench.python, "-m", "prefect.engine"]
      : [process.execPath, bench.cli, "flow-run", "execute"];
  const { startedAt, seconds, cpuSeconds, peakBytes } = await launch(bench, command, {
    cwd: where.folder,
    env: { PREFECT_API_URL: where.through ?? where.api, PREFECT__FLOW_RUN_ID: id, PYTHONTZPATH: "" },
  });
  const run = started.parse(await client.send("GET", `/flow_runs/${id}`));
  if (run.state.type !== "COMPLETED") throw new TypeError(`${flow}-${language} ended ${run.state.type}`);
  client.close();
  return {
    id,
    startSeconds: Date.parse(run.start_time) / 1000 - startedAt,
    wallSeconds: seconds,
    cpuSeconds,
    peakBytes,
    trace: await untilSettled(where.api, id, taskRuns),
  };
}
