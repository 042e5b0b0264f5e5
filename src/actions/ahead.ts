import { drivers } from "../components/drivers.ts";
import type { ObservedWorld } from "../interfaces/driver.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import type { ProjectHeading } from "../project/read-project.ts";
import { readAhead } from "../resolver/read-ahead.ts";
import { sharedReads } from "../resolver/shared-reads.ts";
import { connect, type Connection } from "./connect.ts";
import { createWorld } from "./world.ts";

/** A Prefect, and what is being read of it. */
export interface Reached {
  readonly connection: Connection;
  readonly world: ObservedWorld;
}

/** Asks Prefect about a project while its files are still being read. Reads only, and starts no server. */
export interface Ahead {
  /** To be called as soon as it is known what the project is called and where it lives; counts once. */
  readonly begin: (project: ProjectHeading) => void;
  /** What was reached; undefined when nothing was. It may be there already, or be a server that must be started. */
  readonly reached: () => Promise<Reached | undefined>;
  /** Ends all that is under way: the files have mistakes. */
  readonly abandon: () => void;
}

/** Makes what asks ahead. A failure is nobody's business yet: it comes again when the answer is needed. */
export function createAhead(options: CallerOptions): Ahead {
  const controller = new AbortController();
  const signals = [controller.signal, ...(options.signal === undefined ? [] : [options.signal])];
  const reading = { ...options, signal: AbortSignal.any(signals) };
  let reached: Promise<Reached | undefined> | undefined;
  const reach = async (project: ProjectHeading): Promise<Reached> => {
    const connection = await connect(reading, project.root, { mayStart: false, api: project.api });
    const world = sharedReads(createWorld(options, connection, project));
    readAhead(project.name, drivers, world);
    return { connection, world };
  };
  return {
    begin: (project) => {
      reached ??= reach(project).catch(() => undefined);
    },
    reached: async () => reached,
    abandon: () => {
      controller.abort();
    },
  };
}
