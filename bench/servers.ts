import { join } from "node:path";
import { endProcess, lastLogLines, startDetached } from "../src/hosts/detached-process.ts";
import { findHealthyServer } from "../src/hosts/find-healthy-server.ts";
import { createLocalServer } from "../src/hosts/local-server.ts";
import { isAlive } from "../src/hosts/process-identity.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { startCluster } from "../test/postgresql/cluster.ts";
import { findBinaries } from "../test/postgresql/find-binaries.ts";
import { freePort } from "../test/support/server.ts";
import type { ServerKind } from "./options.ts";

/** A real Prefect server of the bench's own. */
export interface BenchServer {
  /** Base address of its API. */
  readonly api: string;
  readonly stop: () => Promise<void>;
}

/** What starting a server needs. */
export interface ServerOptions {
  readonly python: string;
  /** Temporary; the server's home is made below. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a server with a fresh home on a free port of the loopback interface. */
export function startServer(kind: ServerKind, options: ServerOptions): Promise<BenchServer> {
  if (kind === "postgresql") return startOnPostgresql(options);
  return kind === "stock" ? startStock(options) : startLocal(options);
}

async function startLocal({ python, folder, env }: ServerOptions): Promise<BenchServer> {
  const local = createLocalServer({
    dataFolder: join(folder, "local-server"),
    env,
    python: () => Promise.resolve(python),
    report: () => undefined,
    port: await freePort(),
  });
  await local.start();
  return {
    api: local.url,
    stop: async () => {
      await local.stop();
    },
  };
}

/** @throws TypeError when PostgreSQL is not installed; the message says how to */
async function startOnPostgresql(options: ServerOptions): Promise<BenchServer> {
  const { url, stop } = await startCluster(await findBinaries());
  const env = { ...options.env, PREFECT_API_DATABASE_CONNECTION_URL: url };
  try {
    const server = await startStock({ ...options, env, folder: join(options.folder, "postgresql") });
    return { api: server.api, stop: () => server.stop().finally(stop) };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** `prefect server start`, with a home and a port of its own, and nothing else changed that costs time. */
async function startStock({ python, folder, env }: ServerOptions): Promise<BenchServer> {
  const port = String(await freePort());
  const home = join(folder, "stock-server");
  const logFile = join(folder, "stock-server.log");
  const identity = await startDetached({
    command: python,
    input: ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port],
    env: { ...env, PREFECT_HOME: home, PREFECT_SERVER_ANALYTICS_ENABLED: "false" },
    cwd: home,
    logFile,
  });
  const api = `http://127.0.0.1:${port}/api`;
  while ((await findHealthyServer(api)) === undefined) {
    if (!isAlive(identity)) throw new TypeError(`the stock server ended: ${await lastLogLines(logFile)}`);
    await sleep(200);
  }
  return { api, stop: () => endProcess(identity, 15_000) };
}
