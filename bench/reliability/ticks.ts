import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { deploy } from "../../src/actions/deploy.ts";
import { destroy } from "../../src/actions/destroy.ts";
import { freshRequest } from "../../test/support/fresh-request.ts";
import { makeProject, optionsFor, type Finding, type Lab } from "./lab.ts";

const run = z.object({ expected_start_time: z.string(), state: z.object({ type: z.string() }) });

/** A per-minute cron with a worker, changed and deployed again shortly before each tick. */
export async function withTicks(lab: Lab, minutes: number): Promise<Finding> {
  const folder = await makeProject(lab, "rel-ticks", 0);
  const file = join(folder, "meta_prefect.yaml");
  const entry = (round: number): string =>
    `name: rel-ticks\ndeployments:\n  rel-ticks-flow:\n    - recipe: local_run_deployer\n      variables: { name: main, schedule: { cron: "* * * * *", active: true } }\n      extra: { description: "round ${String(round)}" }\n`;
  const options = optionsFor(lab, folder, lab.proxy.url);
  await writeFile(file, entry(0));
  const { deployments } = await deploy(options);
  const id = deployments[0]?.id ?? "";
  const first = nextMinute(Date.now());
  for (let round = 1; round <= minutes; round++) {
    await sleep(Math.max(0, nextMinute(Date.now()) - Date.now() - 1_500));
    await writeFile(file, entry(round));
    await deploy(options);
    await sleep(3_000);
  }
  await sleep(45_000);
  lab.proxy.clear();
  await deploy(options);
  const writes = lab.proxy.writes().length;
  const filter = { flow_runs: { deployment_id: { any_: [id] } }, limit: 200 };
  const { text } = await freshRequest("POST", `${lab.api}/flow_runs/filter`, JSON.stringify(filter));
  const runs = z.array(run).parse(JSON.parse(text));
  const ticks = Array.from({ length: minutes }, (_, index) => first + index * 60_000);
  const once = ticks.filter((tick) => {
    const at = runs.filter(({ expected_start_time: time }) => Date.parse(time) === tick);
    return at.length === 1 && at[0]?.state.type === "COMPLETED";
  });
  await destroy({ ...options, confirm: () => Promise.resolve(true) });
  return {
    what: `${String(minutes)} real minutes: a changed deployment with a per-minute cron is deployed 1.5 s before each tick, a worker running`,
    result: `${String(once.length)} of ${String(minutes)} ticks ran exactly once; an unchanged deploy made ${String(writes)} writes`,
    passed: once.length === minutes && writes === 0,
  };
}

function nextMinute(time: number): number {
  return Math.ceil(time / 60_000) * 60_000;
}
