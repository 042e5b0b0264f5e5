import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { deploy } from "../../src/actions/deploy.ts";
import { destroy } from "../../src/actions/destroy.ts";
import { converge, isDone, makeProject, optionsFor, type Finding, type Lab } from "./lab.ts";
import { snapshot } from "./snapshot.ts";

const size = 6;

/** Kills deploys at random writes, runs each again once, and compares with an undisturbed run. */
export async function withKills(lab: Lab, kills: number): Promise<Finding> {
  const calm = optionsFor(lab, await makeProject(lab, "rel-kill", size), lab.api);
  const counted = { ...calm, env: { ...calm.env, PREFECT_API_URL: lab.proxy.url } };
  lab.proxy.clear();
  await deploy(counted);
  const writes = lab.proxy.writes().length;
  const wanted = await snapshot(lab.api, "rel-kill");
  let [equal, killed] = [0, 0];
  for (let round = 0; round < kills; round++) {
    await destroy({ ...calm, confirm: () => Promise.resolve(true) });
    if (await killedAt(lab, calm.directory, Math.floor(Math.random() * writes))) killed++;
    await settled(lab.api);
    const again = isDone(await deploy(calm));
    if (again && (await snapshot(lab.api, "rel-kill")) === wanted) equal++;
    process.stderr.write(`kill ${String(round + 1)}: ${String(equal)} equal\n`);
  }
  await converge(calm);
  return {
    what: `SIGKILL at a random one of the ${String(writes)} writes of a first deploy, then one rerun, ${String(kills)} times`,
    result: `${String(killed)} were killed while they worked; after one rerun ${String(equal)} of ${String(kills)} servers equal, field by field, to an undisturbed run`,
    passed: equal === kills,
  };
}

/** Waits for the writes that the server was still at when their sender was killed. */
async function settled(api: string): Promise<void> {
  for (let before = "", now = await snapshot(api, "rel-kill"); before !== now;) {
    await sleep(500);
    [before, now] = [now, await snapshot(api, "rel-kill")];
  }
}

/** Whether the command was still at work when it was killed, a moment after its write of this number. */
async function killedAt({ bench, proxy }: Lab, folder: string, write: number): Promise<boolean> {
  const env = { ...bench.env, PREFECT_API_URL: proxy.url };
  proxy.clear();
  const child = spawn(process.execPath, [bench.cli, "deploy"], { cwd: folder, env, stdio: "ignore" });
  const ended = once(child, "exit");
  while (child.exitCode === null && proxy.writes().length <= write) await sleep(1);
  await sleep(Math.random() * 30);
  const alive = child.exitCode === null && child.kill("SIGKILL");
  await ended;
  return alive;
}
