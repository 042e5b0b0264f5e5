import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../support/server.ts";

/** A real image registry. */
export interface RegistryServer {
  /** As a reference of an image begins: `127.0.0.1:51234`. */
  readonly host: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts Debian's docker-registry on a free port of the loopback interface, with its images in a temporary folder.
 *
 * @param users who may use it: lines of a htpasswd file. Default: everybody
 */
export async function startRegistry(users?: string): Promise<RegistryServer> {
  const folder = await mkdtemp(join(tmpdir(), "meta-prefect-test-registry-"));
  const host = `127.0.0.1:${String(await freePort())}`;
  const passwords = join(folder, "htpasswd");
  const config = {
    ...(users !== undefined && { auth: { htpasswd: { realm: "tests", path: passwords } } }),
    version: 0.1,
    log: { level: "error" },
    storage: { filesystem: { rootdirectory: join(folder, "data") } },
    http: { addr: host },
  };
  await writeFile(passwords, users ?? "");
  await writeFile(join(folder, "config.yml"), JSON.stringify(config));
  const child = spawn("docker-registry", ["serve", join(folder, "config.yml")], { stdio: "ignore" });
  const end = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", end);
  const stop = async (): Promise<void> => {
    process.off("exit", end);
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const ready = users === undefined ? 200 : 401;
  for (let attempt = 0; attempt < 1_200 && child.exitCode === null; attempt++) {
    if ((await fetch(`http://${host}/v2/`).catch(() => undefined))?.status === ready) return { host, stop };
    await sleep(100);
  }
  await stop();
  throw new TypeError("docker-registry did not start");
}
