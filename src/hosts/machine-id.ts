import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The id under which this machine's workers are known; made once. */
export interface MachineId {
  /** The stored id; undefined when none was stored yet. */
  readonly stored: () => string | undefined;
  /** The stored id, else one of this process that {@link MachineId.store} would keep. Writes nothing. */
  readonly value: () => string;
  /** Stores the id unless another process did, and answers the one that counts. */
  readonly store: () => string;
}

const shape = z.uuid();

/** The id in the data folder. It is not read off the hardware: images of one machine would share it. */
export function createMachineId(dataFolder: string): MachineId {
  const path = join(dataFolder, "machine-id");
  const proposed = randomUUID();
  const stored = (): string | undefined => {
    try {
      return shape.safeParse(readFileSync(path, "utf8").trim()).data;
    } catch {
      return undefined;
    }
  };
  const value = (): string => stored() ?? proposed;
  const store = (): string => {
    const there = stored();
    if (there !== undefined) return there;
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    // workers are started under a lock, so nobody else writes now
    writeFileSync(path, `${proposed}\n`);
    return proposed;
  };
  return { stored, value, store };
}
