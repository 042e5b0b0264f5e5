import type { JsonObject } from "./json.ts";

/** How the holder of a lease names itself, so that others can tell whether it still lives. */
export interface LeaseHolder {
  /** Small, without secrets; it is written on the server. */
  readonly self: JsonObject;
  /** Whether the holder that wrote this is known to be gone; false where that cannot be told. */
  readonly isGone: (holder: JsonObject) => boolean;
}

/** How long things last, in milliseconds. */
export interface LeaseTimes {
  /** Between two signs of life of a holder. */
  readonly beat: number;
  /** Without a sign of life for so long, a lease may be taken over. */
  readonly stale: number;
  /** Between two looks of one who waits. */
  readonly poll: number;
}
