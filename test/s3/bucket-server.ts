import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../support/server.ts";

/** A server that speaks S3. */
export interface BucketServer {
  /** Address of its API. */
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** What signs requests; the server takes any. */
export const keys = { AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing-secret-4711" } as const;

/** Starts moto's S3 server, which keeps its buckets in memory, on a free port of the loopback interface. */
export async function startBucketServer(python: string): Promise<BucketServer> {
  const port = String(await freePort());
  const program = "from moto.server import main; import sys; main(sys.argv[1:])";
  const child = spawn(python, ["-c", program, "-H", "127.0.0.1", "-p", port], { stdio: "ignore" });
  const end = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", end);
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    process.off("exit", end);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  for (let attempt = 0; attempt < 1_500 && child.exitCode === null; attempt++) {
    if ((await fetch(`${endpoint}/moto-api/`).catch(() => undefined))?.ok === true) return { endpoint, stop };
    await sleep(200);
  }
  await stop();
  throw new TypeError("moto's server did not start");
}
