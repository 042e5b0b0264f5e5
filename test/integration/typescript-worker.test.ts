import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { apiUrl, python, read } from "../support/prefect.ts";
import { startNodeWorker, type TestWorker } from "../support/process-worker.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { logOf, startRun, untilEnded } from "../support/typescript-flows.ts";
import { unique } from "../support/unique.ts";

const pool = unique("limited");
const name = unique("nap");
let project: ProjectFolder;
let worker: TestWorker;

beforeAll(async () => {
  project = await makeProject({
    "meta_prefect.yaml": `name: ${unique()}\nmodules: [deployments.ts]\n`,
    "flows.py": `import time
from prefect import flow

@flow(name="${name}-python", log_prints=True)
def nap(word: str = "slept"):
    time.sleep(1)
    print(word, "in Python")
`,
    "flows.ts": `
import { setTimeout as sleep } from "node:timers/promises";
import { flow } from "meta-prefect/runtime";
export const nap = flow({ name: "${name}" }, () => sleep(1_000));
`,
    "deployments.ts": `
import { flow, process } from "meta-prefect";
import * as flows from "./flows.ts";
const here = process({ own_pool: "${pool}" });
export const nap = here(flows.nap);
export const python = here(flow("flows.py:nap"));
`,
  });
  const { code, stderr } = await runCli(["deploy"], {
    cwd: project.path,
    env: { PREFECT_API_URL: apiUrl() },
  });
  if (code !== 0) throw new TypeError(stderr);
  const env = { VIRTUAL_ENV: dirname(dirname(python())) };
  worker = await startNodeWorker(pool, apiUrl(), { input: ["--limit", "1"], env });
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const times = z.object({ start_time: z.string(), end_time: z.string() });

describe("our process worker in Node", () => {
  it("runs flows in Python beside those in TypeScript, and no more at a time than its limit", async () => {
    const runs = [
      await startRun(`${name}/nap`),
      await startRun(`${name}-python/python`),
      await startRun(`${name}/nap`),
    ];
    for (const id of runs) expect((await untilEnded(id)).state).toMatchObject({ type: "COMPLETED" });
    expect((await logOf(runs[1] ?? "")).map(({ message }) => message)).toContain("slept in Python");
    const lived = await Promise.all(runs.map((id) => read("GET", `/flow_runs/${id}`, times)));
    const spans = lived
      .map(({ start_time, end_time }) => [Date.parse(start_time), Date.parse(end_time)] as const)
      .toSorted(([a], [b]) => a - b);
    for (const [index, [begun]] of spans.entries()) {
      expect(begun).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? 0);
    }
  });
});
