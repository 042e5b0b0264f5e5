import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Takes one of several things for this process alone: whoever listens on a thing's port has it, until the process ends.
 * Waits while others have all of them. Vitest's own numbers of workers do not do: when one group of projects follows
 * another, two workers can get the same.
 *
 * @param things each with a port of the loopback interface
 */
export async function claimOne<Thing extends { readonly port: number }>(
  things: readonly Thing[],
): Promise<Thing> {
  for (;;) {
    for (const thing of things) {
      if (await claim(thing.port)) return thing;
    }
    await sleep(50);
  }
}

/** Whether nobody had it. */
export function claim(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    createServer()
      .once("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "EADDRINUSE") resolve(false);
        else reject(error);
      })
      .listen(port, "127.0.0.1", () => {
        resolve(true);
      })
      .unref();
  });
}
