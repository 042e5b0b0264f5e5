import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { createBareClient } from "./bare-client.ts";
import { poolName, type BenchProject } from "./project.ts";

const items = z.array(z.object({ id: z.string(), name: z.string() }));

/** Makes the work pool that all deployments name. */
export async function makePool(api: string): Promise<void> {
  const client = createBareClient(api);
  await client.send("POST", "/work_pools/", { name: poolName, type: "process" });
  client.close();
}

/** Deletes a project's flows, and with them its deployments and runs. */
export async function removeProject(api: string, project: BenchProject): Promise<void> {
  const client = createBareClient(api);
  const flows = { name: { any_: project.flows } };
  for (const { id } of items.parse(await client.send("POST", "/flows/filter", { flows }))) {
    await client.send("DELETE", `/flows/${id}`);
  }
  for (const { id, name } of items.parse(await client.send("POST", "/variables/filter", {}))) {
    if (name.includes(project.name.replaceAll("-", "_"))) await client.send("DELETE", `/variables/${id}`);
  }
  client.close();
}

/** @throws TypeError when the server has not exactly the project's deployments */
export async function checkDeployed(api: string, project: BenchProject): Promise<void> {
  const client = createBareClient(api);
  const count = await client.send("POST", "/deployments/count", {
    flows: { name: { any_: project.flows } },
  });
  client.close();
  if (count !== project.deployments) {
    throw new TypeError(`${String(count)} deployments of ${String(project.deployments)} are there`);
  }
}

/** Waits until the server's scheduler has made all upcoming runs: three looks, 3 s apart, see the same number. */
export async function settle(api: string): Promise<void> {
  const client = createBareClient(api);
  const seen: unknown[] = [];
  do {
    if (seen.length > 0) await sleep(3_000);
    seen.push(await client.send("POST", "/flow_runs/count", {}));
  } while (seen.length < 3 || new Set(seen.slice(-3)).size > 1);
  client.close();
}

/** Makes deployments of other people, of flows and names of their own; their schedules are off. */
export async function addStrangers(api: string, name: string, count: number): Promise<BenchProject> {
  const client = createBareClient(api);
  const flow = z.object({ id: z.string() }).parse(await client.send("POST", "/flows/", { name }));
  for (let index = 0; index < count; index++) {
    await client.send("POST", "/deployments/", {
      name: `stranger-${String(index)}`,
      flow_id: flow.id,
      work_pool_name: poolName,
      schedules: [
        { active: false, schedule: { cron: `${String(index % 60)} 3 * * 1`, timezone: "UTC" }, slug: "s" },
      ],
    });
  }
  client.close();
  return { name, folder: "", flows: [name], deployments: count };
}
