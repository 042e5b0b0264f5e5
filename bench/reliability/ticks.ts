import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { deploy } from "../../src/actions/deploy.ts";
import { destroy } from "../../src/actions/destroy.ts";
import { freshRequest } from "../../test/support/fresh-request.ts";
import { makeProject, optionsFor, type Finding, type Lab } from "./lab.ts";

const run = z.object({ expected_start_time: z.string(), state: z.object({ type: z.string() }) });

/** Milliseconds before a tick at which a changed deploy begins, in turn; with the last ones it goes over the tick. */
const leads = [1_500, 600, 300, 150, 50];

/**
 * A per-minute cron with a worker, changed and deployed again shortly before each tick, and deployed without a change
 * shortly after it.
 */
export async function withTicks(lab: Lab, minutes: number): Promise<Finding> {
  const folder = await makeProject(lab, "rel-ticks", 0);
  const file = join(folder, "meta_prefect.yaml");
  const entry = (round: number): string => `name: rel-ticks
deployments:
  rel-ticks-flow:
    - name: main
      recipes:
        - path_resolver
        - local_run_provisioner
        - schedule: { cron: "* * * * *" }
      extra: { description: "round ${String(round)}" }
`;
  const options = optionsFor(lab, folder, lab.proxy.url);
  await writeFile(file, entry(0));
  const { deployments, diagnostics } = await deploy(options);
  const [deployed] = deployments;
  if (deployed === undefined)
    throw new TypeError(`the first deploy failed: ${diagnostics.map(({ message }) => message).join("; ")}`);
  const first = nextMinute(Date.now());
  let writes = 0;
  for (let round = 1; round <= minutes; round++) {
    await writeFile(file, entry(round));
    const lead = leads[round % leads.length] ?? 0;
    await sleep(Math.max(0, nextMinute(Date.now()) - Date.now() - lead));
    await deploy(options);
    await sleep(3_000);
    lab.proxy.clear();
    await deploy(options);
    writes += lab.proxy.writes().length;
  }
  await sleep(45_000);
  const filter = { flow_runs: { deployment_id: { any_: [deployed.id] } }, limit: 200 };
  const { text } = await freshRequest("POST", `${lab.api}/flow_runs/filter`, JSON.stringify(filter));
  const runs = z.array(run).parse(JSON.parse(text));
  const ticks = Array.from({ length: minutes }, (_, index) => first + index * 60_000);
  const once = ticks.filter((tick) => {
    const at = runs.filter(({ expected_start_time: time }) => Date.parse(time) === tick);
    return at.length === 1 && at[0]?.state.type === "COMPLETED";
  });
  await destroy({ ...options, confirm: () => Promise.resolve(true) });
  return {
    what: `${String(minutes)} real minutes: a changed deployment with a per-minute cron is deployed 50 to 1,500 ms before each tick and again without a change 3 s later, a worker running`,
    result: `${String(once.length)} of ${String(minutes)} ticks ran exactly once; the unchanged deploys made ${String(writes)} writes`,
    passed: once.length === minutes && writes === 0,
  };
}

function nextMinute(time: number): number {
  return Math.ceil(time / 60_000) * 60_000;
}
