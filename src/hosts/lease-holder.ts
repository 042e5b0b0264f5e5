import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";
import type { LeaseHolder } from "../interfaces/lease.ts";
import { identify, isAlive, processIdentity } from "./process-identity.ts";

const shape = z.object({ host: z.string(), space: z.string(), ...processIdentity.shape });

/** This process as the holder of a lease. Others of this machine can tell at once when it is gone. */
export function createLeaseHolder(): LeaseHolder {
  const place = { host: hostname(), space: processSpace() };
  const identity = identify(process.pid) ?? { pid: process.pid, start: "unknown" };
  return {
    self: { ...place, ...identity },
    isGone: (holder) => {
      const { data } = shape.safeParse(holder);
      return data?.host === place.host && data.space === place.space && !isAlive(data);
    },
  };
}

/** Containers on one machine do not see each other's processes. */
function processSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
