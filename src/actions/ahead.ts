import { setImmediate as turn } from "node:timers/promises";
import { drivers } from "../components/drivers.ts";
import type { ObservedWorld } from "../interfaces/driver.ts";
import type { CommandLineOptions } from "../interfaces/repeat.ts";
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
  /**
   * To be called as soon as it is known what the project is called and where it lives; counts once. Ends when the
   * questions are on their way, which they would not be before work that leaves the event loop no turn.
   */
  readonly begin: (project: ProjectHeading) => Promise<void>;
  /** What was reached; undefined when nothing was. It may be there already, or be a server that must be started. */
  readonly reached: () => Promise<Reached | undefined>;
  /** Ends all that is under way: the files have mistakes. */
  readonly abandon: () => void;
}

/** A connection is made in one turn of the event loop, and what is to be sent leaves in the next. */
const turnsToSend = 3;

/** Makes what asks ahead. A failure is nobody's business yet: it comes again when the answer is needed. */
export function createAhead(options: CommandLineOptions): Ahead {
  const controller = new AbortController();
  const signals = [controller.signal, ...(options.signal === undefined ? [] : [options.signal])];
  const reading = { ...options, signal: AbortSignal.any(signals) };
  let reached: Promise<Reached | undefined> | undefined;
  const reach = async (project: ProjectHeading): Promise<Reached> => {
    const connection = await connect(reading, project.root, { mayStart: false, api: project.api });
    const world = sharedReads(createWorld(options, connection, project), options.early?.since);
    readAhead(project.name, drivers, world);
    return { connection, world };
  };
  return {
    begin: async (project) => {
      reached ??= reach(project).catch(() => undefined);
      await reached;
      for (let turns = 0; turns < turnsToSend; turns++) await turn();
    },
    reached: async () => reached,
    abandon: () => {
      controller.abort();
    },
  };
}
