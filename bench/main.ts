import { cpus, platform, release } from "node:os";
import { createBench, type Bench } from "./bench.ts";
import { countRequests } from "./count-requests.ts";
import { measure, type Figures } from "./measure.ts";
import { measureOffline } from "./offline.ts";
import { readOptions, type BenchOptions, type ServerKind } from "./options.ts";
import { renderReport } from "./report.ts";
import type { Results, SizeResults } from "./results.ts";
import { makePool } from "./server-state.ts";
import { startServer, type BenchServer } from "./servers.ts";
import { writeReport } from "./write.ts";

const options = readOptions(process.argv.slice(2));
const bench = await createBench();
const running = new Set<BenchServer>();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    const stopped = Promise.allSettled([...running].map((server) => server.stop()));
    void stopped.then(bench.dispose).finally(() => process.exit(130));
  });
}
try {
  const report = `${machine()}\n\n${renderReport(await run(bench, options))}`;
  process.stdout.write(`${report}\n`);
  if (options.write) await writeReport(report);
} finally {
  await bench.dispose();
}

async function run(bench: Bench, options: BenchOptions): Promise<Results> {
  progress("validate and --help");
  const offline = await measureOffline(bench, options.runs);
  const figures = new Map<ServerKind, ReadonlyMap<number, Figures>>();
  for (const kind of options.servers) {
    figures.set(kind, await withServer(kind, bench, (api) => measureSizes(bench, api, kind, options)));
  }
  const sizes = await withServer("local", bench, async (api) => {
    const counted: SizeResults[] = [];
    for (const size of options.sizes) {
      progress(`requests at ${String(size)}`);
      const requests = await countRequests(bench, api, size);
      const servers = Object.fromEntries([...figures].map(([kind, sizes]) => [kind, sizes.get(size)]));
      counted.push({ size, requests, servers });
    }
    return counted;
  });
  return { options, offline, sizes };
}

async function measureSizes(
  bench: Bench,
  api: string,
  kind: ServerKind,
  { sizes, runs, peerRuns }: BenchOptions,
): Promise<ReadonlyMap<number, Figures>> {
  const measured = new Map<number, Figures>();
  for (const size of sizes) {
    const counts = { ours: runs, peer: peerRuns };
    const tell = (what: string): void => {
      progress(`${kind} server, ${String(size)} deployments: ${what}`);
    };
    measured.set(size, await measure(bench, api, size, counts, tell));
  }
  return measured;
}

async function withServer<Value>(
  kind: ServerKind,
  bench: Bench,
  work: (api: string) => Promise<Value>,
): Promise<Value> {
  const server = await startServer(kind, bench);
  running.add(server);
  try {
    await makePool(server.api);
    return await work(server.api);
  } finally {
    running.delete(server);
    await server.stop();
  }
}

function progress(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
}

function machine(): string {
  const processors = cpus();
  const databases = options.servers.includes("postgresql") ? "SQLite and PostgreSQL" : "SQLite";
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date}, Node ${process.version}, ${platform()} ${release()}, ${String(processors.length)} × ${processors[0]?.model ?? "?"}, ${databases}.`;
}
