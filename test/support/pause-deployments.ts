import { z } from "zod";
import { raw } from "./prefect.ts";
import { readAll } from "./read-all.ts";

/**
 * Ends the schedules of a flow's deployments. Runs that come every minute and that nobody takes make Prefect write, late
 * run by late run, during all tests that follow; on SQLite its own services then lock each other out for a minute.
 */
export async function pauseDeployments(flow: string): Promise<void> {
  const ofFlow = { flows: { name: { any_: [flow] } } };
  const found = await readAll("/deployments/filter", z.object({ id: z.string() }), ofFlow);
  for (const { id } of found) await raw("PATCH", `/deployments/${id}`, { paused: true });
}
