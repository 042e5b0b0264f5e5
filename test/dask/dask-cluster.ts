import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { withoutPrefectSettings } from "../support/server.ts";

const program = fileURLToPath(new URL("cluster.py", import.meta.url));
const started = z.object({ address: z.string(), questions: z.url() });

/** A real Dask cluster of two worker processes on the loopback interface. */
export interface DaskCluster {
  /** Of its scheduler. */
  readonly address: string;
  /** Address that answers which tasks the scheduler gave to which workers. */
  readonly questions: string;
  readonly stop: () => Promise<void>;
}

/** Starts one; nothing of Prefect or of ours is told to it. */
export async function startDaskCluster(python: string): Promise<DaskCluster> {
  const child = spawn(python, [program], {
    env: withoutPrefectSettings(process.env),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(() => Promise.reject(new TypeError("the Dask cluster ended before it began"))),
  ])) as [string];
  const stop = async (): Promise<void> => {
    // It ends with its standard input.
    child.stdin.end();
    await ended;
  };
  return { ...started.parse(JSON.parse(line)), stop };
}
