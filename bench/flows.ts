import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createFlowReader } from "../src/flows/create-flow-reader.ts";
import { cacheFolder } from "../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../src/hosts/python-environment.ts";
import { withoutPrefectSettings } from "../test/support/server.ts";
import { flowFile, plainFile } from "./flow-files.ts";
import { launch, type Launched, type Launcher } from "./launch.ts";
import { median } from "./median.ts";

// Reading flows beside Prefect's own derivation: `npm run bench:flows`. Every figure is the median of some rounds.
const rounds = 5;
const flows = 100;
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const command = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

const folder = await mkdtemp(join(tmpdir(), "meta-prefect-bench-flows-"));
try {
  await bench();
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function bench(): Promise<void> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    report: () => undefined,
  });
  const env = withoutPrefectSettings(process.env);
  const home = { HOME: folder, PREFECT_HOME: join(folder, "prefect"), DO_NOT_TRACK: "1", VIRTUAL_ENV: "" };
  const launcher: Launcher = {
    python,
    folder,
    env: { ...env, ...home, META_PREFECT_CACHE: join(folder, "cache") },
  };
  const small = await write("small", flows, 0);
  const large = await write("large", 500, 4500);

  const theirs = script("flows-by-prefect.py");
  const derive = (rounds: number): Promise<Launched> =>
    launch(launcher, [python, theirs, small, String(flows), String(rounds)]);
  const prefect = await repeat(() => derive(1));
  const prefectWarm = await repeat(() => derive(2));
  const listed = (root: string, fresh: boolean): Promise<Launched> =>
    fresh
      ? cold(launcher, root)
      : launch(launcher, [process.execPath, command, "flows", "list", "--json"], { cwd: root });
  const smallCold = await repeat(() => listed(small, true));
  const smallCached = await repeat(() => listed(small, false));
  const largeCold = await repeat(() => listed(large, true));
  const largeCached = await repeat(() => listed(large, false));

  const theirWarm = median(prefectWarm.map(warmSeconds));
  const ourWarm = await readWarm(small);
  const seconds = (list: readonly Launched[]): number => median(list.map((one) => one.seconds));
  const peak =
    Math.max(...[...smallCold, ...largeCold, ...largeCached].map(({ peakBytes }) => peakBytes)) / 2 ** 20;
  const row = (what: string, value: string, target: string, met: boolean): string =>
    `| ${what} | ${value} | ${target} | ${met ? "met" : "MISSED"} |`;
  const faster = (what: string, their: number, our: number, target: number): string =>
    row(
      what,
      `${time(their)} / ${time(our)} = ${(their / our).toFixed(1)} x`,
      `>= ${String(target)} x`,
      their / our >= target,
    );
  const below = (what: string, value: number, target: number): string =>
    row(what, time(value), `< ${String(target)} s`, value < target);
  process.stdout.write(
    [
      "| what | measured | target | |",
      "| --- | --- | --- | --- |",
      faster(`${String(flows)} flows, warm process (Prefect / ours)`, theirWarm, ourWarm, 30),
      faster(`${String(flows)} flows, cold command`, seconds(prefect), seconds(smallCold), 7),
      faster(`${String(flows)} flows, command with a cache`, seconds(prefect), seconds(smallCached), 12),
      below("5,000 files, 500 with flows, cold", seconds(largeCold), 2),
      below("5,000 files, 500 with flows, cached", seconds(largeCached), 0.5),
      row("peak memory", `${peak.toFixed(0)} MiB`, "< 250 MiB", peak < 250),
      "",
    ].join("\n"),
  );
}

/** A project with flows in files of their own, and files without any. */
async function write(name: string, withFlows: number, without: number): Promise<string> {
  const root = join(folder, name);
  const file = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await file("meta_prefect.yaml", "name: bench\ndeployments: {}\n");
  for (let index = 0; index < withFlows; index += 1)
    await file(`flows/part_${String(index % 20)}/flow_${String(index)}.py`, flowFile(index));
  for (let index = 0; index < without; index += 1)
    await file(`lib/part_${String(index % 90)}/module_${String(index)}.py`, plainFile(index));
  return root;
}

async function repeat(run: () => Promise<Launched>): Promise<readonly Launched[]> {
  const all: Launched[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await run());
  return all;
}

/** Lists the flows with an empty cache. */
async function cold(launcher: Launcher, root: string): Promise<Launched> {
  await rm(join(folder, "cache"), { recursive: true, force: true });
  return launch(launcher, [process.execPath, command, "flows", "list", "--json"], { cwd: root });
}

/** Seconds in which this process, once warm, reads all flows without a cache. */
async function readWarm(root: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const began = performance.now();
    const found = await createFlowReader({ root }).discover(["**/*.py"]);
    times.push((performance.now() - began) / 1000);
    const inexact = found.flows.filter(({ reasons }) => reasons.length > 0).length;
    if (found.flows.length !== flows || inexact > 0)
      throw new TypeError(`${String(found.flows.length)} flows read, ${String(inexact)} of them not exactly`);
  }
  return median(times.slice(1));
}

/** What a process measured itself once it was warm. */
function warmSeconds({ output }: Launched): number {
  const found = /^warm ([\d.]+)$/m.exec(output)?.[1];
  if (found === undefined) throw new TypeError(`no time in ${output}`);
  return Number(found);
}

function time(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}
