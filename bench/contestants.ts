import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { projectTag } from "../src/util/ownership.ts";
import { z } from "zod";
import { createBareClient } from "./bare-client.ts";
import type { Bench } from "./bench.ts";
import { bulkRead } from "./bulk-read.ts";
import { launch, type Launched } from "./launch.ts";
import type { BenchProject } from "./project.ts";

/** Runs `meta-prefect deploy`, the whole process. */
export function deployOurs(bench: Bench, api: string, project: BenchProject): Promise<Launched> {
  const command = [process.execPath, bench.cli, "deploy"];
  return launch(bench, command, { cwd: project.folder, env: { PREFECT_API_URL: api } });
}

/** Runs `meta-prefect deploy` as one that remembers no earlier run, and leaves the memory of earlier runs as it is. */
export async function deployAnew(bench: Bench, api: string, project: BenchProject): Promise<Launched> {
  const memories = join(bench.env["META_PREFECT_CACHE"] ?? "", "runs");
  const aside = `${memories}-aside`;
  await rename(memories, aside);
  try {
    return await deployOurs(bench, api, project);
  } finally {
    await rm(memories, { recursive: true, force: true });
    await rename(aside, memories);
  }
}

/** Runs `prefect deploy --all`, the whole process. */
export function deployPeer(bench: Bench, api: string, project: BenchProject): Promise<Launched> {
  const command = [bench.python, "-m", "prefect", "--no-prompt", "deploy", "--all"];
  return launch(bench, command, { cwd: project.folder, env: { PREFECT_API_URL: api } });
}

/** A body of `POST /deployments/` without the id of its flow. */
export interface Body {
  readonly flow: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const rendered = z.object({
  deployments: z.array(z.object({ flow: z.string(), body: z.record(z.string(), z.unknown()) })),
});

/** The bodies that `meta-prefect deploy` would send, from `meta-prefect render`. */
export async function renderBodies(bench: Bench, project: BenchProject): Promise<readonly Body[]> {
  const command = [process.execPath, bench.cli, "render", "--json", "--project", project.folder];
  return rendered.parse(JSON.parse((await launch(bench, command)).output)).deployments;
}

const withId = z.object({ id: z.string() });

/** The floor: seconds to POST the bodies one after another over one connection. Their flows are made before. */
export async function postBodies(
  api: string,
  project: BenchProject,
  bodies: readonly Body[],
): Promise<number> {
  const client = createBareClient(api);
  const flowIds = new Map<string, string>();
  for (const name of project.flows) {
    flowIds.set(name, withId.parse(await client.send("POST", "/flows/", { name })).id);
  }
  const started = performance.now();
  for (const { flow, body } of bodies) {
    await client.send("POST", "/deployments/", { ...body, flow_id: flowIds.get(flow) });
  }
  const seconds = (performance.now() - started) / 1000;
  client.close();
  return seconds;
}

/** Seconds of the bare bulk read of a project's deployments, without starting a process. */
export async function readInProcess(api: string, project: BenchProject): Promise<number> {
  const client = createBareClient(api);
  const started = performance.now();
  const count = await bulkRead(client, projectTag(project.name));
  const seconds = (performance.now() - started) / 1000;
  client.close();
  if (count !== project.deployments) throw new TypeError(`read ${String(count)} of ${project.name}`);
  return seconds;
}

/** The same read by a Node process that does nothing else, from its start to its end. */
export async function readByProcess(bench: Bench, api: string, project: BenchProject): Promise<Launched> {
  const command = [process.execPath, bench.bulkReadScript, api, projectTag(project.name)];
  const launched = await launch(bench, command);
  if (launched.output !== String(project.deployments)) throw new TypeError(`read ${launched.output}`);
  return launched;
}
