import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, platform, release } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { z } from "zod";
import { startRecordingProxy } from "../../test/support/recording-proxy.ts";
import { createBench, type Bench } from "../bench.ts";
import { median } from "../median.ts";
import { startServer } from "../servers.ts";
import { writeReport } from "../write.ts";
import { deployments, pythonFlows, taskRuns, typescriptFlows } from "./flow-code.ts";
import { checkLog } from "./log-lines.ts";
import { runtimeReport, type Contest, type Measured, type Medians } from "./report.ts";
import { runOnce, type Language, type RunOnce } from "./run-once.ts";
import { differences } from "./trace.ts";

// Flows in TypeScript beside the same in Python on one server: `npm run bench:runtime -- --write`.
const count = z.coerce.number().int().positive();
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    "mapped-runs": { type: "string", default: "3" },
    lines: { type: "string", default: "100000" },
    write: { type: "boolean", default: false },
  },
});
const options = {
  runs: count.parse(values.runs),
  mappedRuns: count.parse(values["mapped-runs"]),
  lines: count.parse(values.lines),
};

const bench = await createBench();
try {
  const server = await startServer("stock", bench);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void server
        .stop()
        .then(bench.dispose)
        .finally(() => process.exit(130));
    });
  }
  try {
    const report = runtimeReport(machine(), await measure(bench, server.api));
    process.stdout.write(`${report}\n`);
    if (values.write) await writeReport(report, "bench-runtime");
  } finally {
    await server.stop();
  }
} finally {
  await bench.dispose();
}

async function measure(bench: Bench, api: string): Promise<Measured> {
  const folder = join(bench.folder, "project");
  await mkdir(folder);
  const code = { "flows.py": pythonFlows, "flows.ts": typescriptFlows, "meta_prefect.yaml": deployments };
  for (const [file, text] of Object.entries(code)) {
    await writeFile(join(folder, file), text.replaceAll("100000", String(options.lines)));
  }
  const env = { ...bench.env, PREFECT_API_URL: api };
  await promisify(execFile)(process.execPath, [bench.cli, "deploy", "-q"], { cwd: folder, env });

  const where = { api, folder };
  const hundred = await contest(where, "hundred", "100 tasks, one after another", options.runs, true);
  const thousand = await contest(where, "thousand", "1,000 mapped tasks", options.mappedRuns, false);
  const lines = await contest(where, "lines", `${options.lines.toLocaleString("en")} lines of log`, 1, true);
  const theirs = await checkLog(api, lines.last.py.id, options.lines);
  const ours = await checkLog(api, lines.last.ts.id, options.lines);
  return { hundred, thousand, lines: { ...lines, count: options.lines, theirs, ours } };
}

/** Both take turns, so that what else the machine does meets both. The first turn is not timed: it goes through a proxy. */
async function contest(
  where: { readonly api: string; readonly folder: string },
  flow: "hundred" | "thousand" | "lines",
  title: string,
  times: number,
  isOrdered: boolean,
): Promise<Contest & { readonly last: Readonly<Record<Language, RunOnce>> }> {
  const tasks = flow === "lines" ? 0 : taskRuns[flow];
  const once = async (language: Language, through?: string): Promise<RunOnce> => {
    const address = through === undefined ? where : { ...where, through };
    const run = await runOnce(bench, address, flow, language, tasks);
    const { startSeconds, wallSeconds, cpuSeconds, peakBytes } = run;
    progress(`${flow}-${language}: ${JSON.stringify({ startSeconds, wallSeconds, cpuSeconds, peakBytes })}`);
    return run;
  };
  const counted = async (language: Language): Promise<number> => {
    const proxy = await startRecordingProxy(where.api);
    try {
      await once(language, proxy.url);
      progress(`${flow}-${language}: ${String(proxy.requests.length)} requests`);
      return proxy.requests.length;
    } finally {
      await proxy.close();
    }
  };
  const requests = { py: await counted("py"), ts: await counted("ts") };
  let last = { py: await once("py"), ts: await once("ts") };
  const all = { py: [last.py], ts: [last.ts] };
  for (let time = 1; time < times; time++) {
    last = { py: await once("py"), ts: await once("ts") };
    all.py.push(last.py);
    all.ts.push(last.ts);
  }
  const medians = (language: Language): Medians => {
    const middle = (part: "startSeconds" | "wallSeconds" | "cpuSeconds" | "peakBytes"): number =>
      median(all[language].map((run) => run[part]));
    return {
      startSeconds: middle("startSeconds"),
      wallSeconds: middle("wallSeconds"),
      cpuSeconds: middle("cpuSeconds"),
      peakBytes: middle("peakBytes"),
      requests: requests[language],
    };
  };
  const found = differences(last.py.trace, last.ts.trace, isOrdered);
  progress(`${flow}: ${found.length === 0 ? "the same on the server" : found.join(" ")}`);
  return { title, runs: times, python: medians("py"), typescript: medians("ts"), differences: found, last };
}

function progress(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
}

function machine(): string {
  const date = new Date().toISOString().slice(0, 10);
  const processors = cpus();
  return `Measured on ${date}, Node ${process.version}, ${platform()} ${release()}, ${String(processors.length)} × ${processors[0]?.model ?? "?"}, SQLite.`;
}
