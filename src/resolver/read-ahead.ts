import type { Driver, ObservedWorld } from "../interfaces/driver.ts";
import type { ApiVariable } from "../interfaces/prefect-api.ts";
import { projectTag } from "../util/ownership.ts";

/**
 * Begins the reads that need nothing but the project's name; `observe` finds them under way. Never throws: whoever
 * waits for a read is told when it failed.
 */
export function readAhead(project: string, drivers: ReadonlyMap<string, Driver>, world: ObservedWorld): void {
  void serverVersion(world);
  void variablesOf(project, world);
  for (const driver of drivers.values()) driver.readAhead?.(project, world);
}

/** The version of the server, which is a Prefect 3. */
export function serverVersion(world: ObservedWorld): Promise<string> {
  return world.once("version", () => world.api.version());
}

/** The Variables that carry the project's tag: its ledgers are among them. */
export function variablesOf(project: string, world: ObservedWorld): Promise<readonly ApiVariable[]> {
  return world.once(`variables of ${project}`, () => world.api.variables.withTags([projectTag(project)]));
}
