import type { ObservedWorld, World } from "../interfaces/driver.ts";

/**
 * A world in which each read is made once, by its key. One that fails, fails for everybody who waits for it.
 *
 * @param since when the first of them may have been sent, in milliseconds since 1970 @default now
 */
export function sharedReads(world: World, since = world.clock.now().getTime()): ObservedWorld {
  const reads = new Map<string, Promise<unknown>>();
  return {
    ...world,
    since,
    once: <Value>(key: string, read: () => Promise<Value>) => {
      const known = reads.get(key) as Promise<Value> | undefined;
      if (known !== undefined) return known;
      const running = read();
      // It may fail before anybody waits for it, and nobody may ever do.
      running.catch(() => undefined);
      reads.set(key, running);
      return running;
    },
  };
}
