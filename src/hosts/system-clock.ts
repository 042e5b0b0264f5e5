import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../interfaces/ports.ts";

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // Node rejects with an AbortError of its own; the contract is the signal's reason
      signal?.throwIfAborted();
      throw error;
    }
  },
};
