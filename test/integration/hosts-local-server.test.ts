import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { dataFolder } from "../../src/hosts/folders.ts";
import { createLocalServer, type LocalServer } from "../../src/hosts/local-server.ts";
import { identify } from "../../src/hosts/process-identity.ts";
import { processVariable } from "../../src/hosts/process-variable.ts";
import { makeHome } from "../support/home.ts";
import { python, raw } from "../support/prefect.ts";
import { freePort } from "../support/server.ts";

const home = makeHome();
const data = dataFolder(home.env);

function localServer(port: number, env: Record<string, string> = {}): LocalServer {
  return createLocalServer({
    dataFolder: data,
    env: { ...home.env, ...env },
    port,
    python: () => Promise.resolve(python()),
    report: () => undefined,
  });
}

describe("the local server", () => {
  let server: LocalServer | undefined;
  afterEach(() => server?.stop());

  it("starts once however many ask, answers, is reused, and stops", async () => {
    const port = await freePort();
    // a setting of the caller that would break it
    server = localServer(port, {
      PREFECT_API_DATABASE_CONNECTION_URL: "postgresql+asyncpg://127.0.0.1:1/nothing",
    });
    expect((await server.status()).healthy).toBeUndefined();

    const starts = await Promise.all([server.start(), localServer(port).start(), localServer(port).start()]);
    expect(starts.filter(({ started }) => started)).toHaveLength(1);
    expect(await raw("GET", "/health", undefined, server.url)).toEqual({ status: 200, body: true });

    // A server that has just started may be too busy to answer at once.
    const health = async (): Promise<unknown> => (await server?.status())?.healthy;
    await expect.poll(health, { timeout: 60_000 }).toEqual({ url: server.url, version: "3.8.8" });
    const status = await server.status();
    expect(status.pid).toBeTypeOf("number");
    expect(existsSync(status.database)).toBe(true);
    expect(readFileSync(status.logFile, "utf8")).not.toBe("");
    // What doctor tells of its time zones, where another process can be looked at.
    const zones = await processVariable(status.pid ?? 0, "PYTHONTZPATH");
    expect(zones).toBe(process.platform === "linux" ? "" : undefined);
    expect((await raw("GET", "/admin/settings", undefined, server.url)).body).toMatchObject({
      server: { analytics_enabled: false, api: { host: "127.0.0.1" } },
    });

    expect(await localServer(port).start()).toMatchObject({ started: false });
    expect((await server.status()).pid).toBe(status.pid);

    expect(await server.stop()).toBe(true);
    expect(await server.status()).toMatchObject({ healthy: undefined, pid: undefined });
    expect(identify(status.pid ?? 0)).toBeUndefined();
    expect(await server.stop()).toBe(false);
  });

  it("refuses a port that another program holds", async () => {
    const other = createServer((_, response) => response.end("hello")).listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    await expect(localServer(port).start()).rejects.toMatchObject({
      code: "port-taken",
      message: expect.stringContaining(String(port)) as string,
    });
    other.close();
  });

  it("never ends a process that has come to bear the pid of a server that is gone", async () => {
    const port = await freePort();
    server = localServer(port);
    const file = join(data, `server-${String(port)}`, "server.pid");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ pid: process.pid, start: "another time" }));
    expect(await server.stop()).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  it("tells what the server said when it ends while it starts", async () => {
    server = createLocalServer({
      dataFolder: data,
      env: home.env,
      port: await freePort(),
      python: () => Promise.resolve("/bin/false"),
      report: () => undefined,
    });
    await expect(server.start()).rejects.toMatchObject({ code: "server-not-started" });
  });
});
