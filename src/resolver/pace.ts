import type { Database } from "../interfaces/prefect-api.ts";

/** Most changes in flight: SQLite answers 503 to most of them when there is more than one. */
const most: Readonly<Record<Database, number>> = { sqlite: 1, postgresql: 8, unknown: 4 };

/** How many changes may be in flight, by what the server says while they are. */
export interface Pace {
  readonly width: () => number;
  /** To be called after each change that asked something of the server. */
  readonly changeEnded: () => void;
}

/**
 * Starts with all that the database takes. When the server said during a change that it is busy, the width is halved;
 * else it grows, by one for as many changes as are in flight.
 *
 * @param busyAnswers how often the server has said so far that it is busy
 */
export function createPace(database: Database, busyAnswers: () => number): Pace {
  let width = most[database];
  let heard = busyAnswers();
  return {
    width: () => Math.floor(width),
    changeEnded: () => {
      const now = busyAnswers();
      width = now > heard ? Math.max(1, width / 2) : Math.min(most[database], width + 1 / width);
      heard = now;
    },
  };
}
