import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deploy } from "../../src/actions/deploy.ts";
import type { DeployOptions } from "../../src/interfaces/options.ts";
import type { DeployResult } from "../../src/interfaces/results.ts";
import type { RecordingProxy } from "../../test/support/recording-proxy.ts";
import type { Bench } from "../bench.ts";

/** What every experiment uses. */
export interface Lab {
  readonly bench: Bench;
  /** Base address of a real server. */
  readonly api: string;
  /** A proxy in front of it. */
  readonly proxy: RecordingProxy;
}

/** One row of the report. */
export interface Finding {
  readonly what: string;
  readonly result: string;
  readonly passed: boolean;
}

/** Writes a project with scheduled deployments, a work pool with a queue, blocks, a variable, a limit and automations. */
export async function makeProject(
  { bench }: Lab,
  name: string,
  deployments: number,
  more = "",
): Promise<string> {
  const folder = join(bench.folder, name);
  await mkdir(folder, { recursive: true });
  const flow = `${name}-flow`;
  await writeFile(
    join(folder, "flow.py"),
    `from prefect import flow\n\n\n@flow(name="${flow}")\ndef f(n: int = 0):\n    """Counts."""\n`,
  );
  const entries = Array.from({ length: deployments }, (_, index) => entry(index)).join("");
  await writeFile(
    join(folder, "meta_prefect.yaml"),
    `name: ${name}\ndeployments:\n  ${flow}:\n${entries}${components(name)}${more}`,
  );
  return folder;

  function entry(index: number): string {
    return `    - name: d${String(index)}
      recipes:
        - parameters: { n: ${String(index)} }
        - tags: { tags: [reliability] }
        - schedule: { cron: "${String(index % 60)} 3 * * *" }
        - work_pool: { name: ${name}-pool, type: process, queue: fast }
`;
  }
}

function components(name: string): string {
  const slug = name.replaceAll("-", "_");
  const automation = (index: number): string => `  - automation:
      name: ${name}-on-failure-${String(index)}
      trigger: { type: event, posture: Reactive, expect: [prefect.flow-run.Failed], threshold: ${String(index + 1)} }
      actions: [{ type: pause-automation, source: inferred }]
`;
  return `components:
  - variable: { name: ${slug}_region, value: eu }
  - global_concurrency_limit: { name: ${name}-limit, limit: 3 }
  - block: { type: s3-bucket, name: ${name}, fields: { bucket_name: ${name}, credentials: { $ref: aws-credentials/${name} } } }
  - block: { type: aws-credentials, name: ${name}, fields: { region_name: eu-west-1, aws_secret_access_key: { $plain: not-told } } }
${[0, 1, 2].map(automation).join("")}`;
}

/** Options of the actions for a project folder, by way of an address. */
export function optionsFor({ bench }: Lab, directory: string, api: string): DeployOptions {
  return {
    directory,
    env: { ...bench.env, PREFECT_API_URL: api },
    interactive: false,
    selectors: [],
    modules: [],
    adopt: false,
    startWorker: false,
  };
}

/** Deploys until nothing is left to do, at most so often; how many reruns that took. */
export async function converge(options: DeployOptions, most = 5): Promise<number> {
  for (let reruns = 0; reruns < most; reruns++) {
    const result = await deploy(options).catch(() => undefined);
    if (result !== undefined && isDone(result)) return reruns;
  }
  return most;
}

/** Whether every change was made. */
export function isDone({ outcomes, diagnostics }: DeployResult): boolean {
  return (
    outcomes.every(({ status }) => status === "done") &&
    !diagnostics.some(({ severity }) => severity === "error")
  );
}
