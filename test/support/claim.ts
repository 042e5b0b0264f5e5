import { createServer, type Server } from "node:net";
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
      if ((await listenAlone(thing.port)) !== undefined) return thing;
    }
    await sleep(50);
  }
}

/** Listens on a port of the loopback interface, without keeping the process alive; undefined when somebody does already. */
export function listenAlone(port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .once("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "EADDRINUSE") resolve(undefined);
        else reject(error);
      })
      .listen(port, "127.0.0.1", () => {
        resolve(server);
      })
      .unref();
  });
}
