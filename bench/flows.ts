import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { cacheFolder } from "../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../src/hosts/python-environment.ts";
import { withoutPrefectSettings } from "../test/support/server.ts";
import { flowFile, plainFile } from "./flow-files.ts";
import { flowsReport, type Effort } from "./flows-report.ts";
import { launch, type Launched, type Launcher } from "./launch.ts";
import { median } from "./median.ts";
import { writeReport } from "./write.ts";

// Reading flows beside Prefect's own derivation: `npm run bench:flows`; with `-- --write` the table in docs/bench.md is made anew.
const runs = 5;
const flows = 100;
/** Rounds of a process until it gets no faster, and after them those that are timed: about half a minute of Prefect's, two seconds of ours. */
const warmth = { theirs: { before: 15, timed: runs }, ours: { before: 40, timed: 5 * runs } } as const;
type Warmth = (typeof warmth)[keyof typeof warmth];
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const command = script("../dist/cli/main.js");
const { values: options } = parseArgs({ options: { write: { type: "boolean", default: false } } });

const folder = await mkdtemp(join(tmpdir(), "meta-prefect-bench-flows-"));
try {
  const report = await bench();
  process.stdout.write(`${report}\n`);
  if (options.write) await writeReport(report, "bench-flows");
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function bench(): Promise<string> {
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
  await mkdir(home.PREFECT_HOME);
  const small = await write("small", flows, 0);
  const large = await write("large", 500, 4500);
  const ours = await bundled();
  const derive = (count: number): readonly string[] => [
    python,
    script("flows-by-prefect.py"),
    small,
    String(flows),
    String(count),
  ];
  const read = [process.execPath, ours, small, String(flows), String(rounds(warmth.ours))];
  const list = async (root: string, isCold: boolean): Promise<Launched> => {
    if (isCold) await rm(join(folder, "cache"), { recursive: true, force: true });
    return launch(launcher, [process.execPath, command, "flows", "list", "--json"], { cwd: root });
  };

  // Cold runs take turns, so that what else the machine does meets both.
  const prefectCold: Launched[] = [];
  const cold: Launched[] = [];
  const cached: Launched[] = [];
  for (let run = 0; run < runs; run += 1) {
    prefectCold.push(await launch(launcher, derive(1)));
    cold.push(await list(small, true));
    cached.push(await list(small, false));
  }
  const prefectWarm = lastRounds(await launch(launcher, derive(rounds(warmth.theirs))), warmth.theirs);
  const warm = lastRounds(await launch(launcher, read), warmth.ours);
  const largeCold = await repeat(() => list(large, true));
  const largeCached = await repeat(() => list(large, false));
  return flowsReport({
    warm: { theirs: middle(prefectWarm), ours: middle(warm) },
    cold: { theirs: middle(prefectCold), ours: middle(cold) },
    cached: { theirs: middle(prefectCold), ours: middle(cached) },
    large: { cold: middle(largeCold), cached: middle(largeCached) },
    peakBytes: Math.max(...[...cold, ...largeCold, ...largeCached].map(({ peakBytes }) => peakBytes)),
  });
}

/** The reader as it is shipped: put together as scripts/bundle.ts does. */
async function bundled(): Promise<string> {
  const outfile = join(folder, "flows-by-us.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("flows-by-us.ts", import.meta.url))],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    logLevel: "warning",
  });
  return outfile;
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
  for (let index = 0; index < runs; index += 1) all.push(await run());
  return all;
}

function middle(all: readonly Effort[]): Effort {
  return {
    seconds: median(all.map(({ seconds }) => seconds)),
    cpuSeconds: median(all.map(({ cpuSeconds }) => cpuSeconds)),
  };
}

function rounds({ before, timed }: Warmth): number {
  return before + timed;
}

/** What a process measured of itself once it was warm. */
function lastRounds({ output }: Launched, warm: Warmth): readonly Effort[] {
  const all = [...output.matchAll(/^round ([\d.]+) ([\d.]+)$/gm)].map(([, seconds, cpuSeconds]) => ({
    seconds: Number(seconds),
    cpuSeconds: Number(cpuSeconds),
  }));
  if (all.length !== rounds(warm)) throw new TypeError(`not ${String(rounds(warm))} rounds in ${output}`);
  return all.slice(-warm.timed);
}
