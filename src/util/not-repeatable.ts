import { channel } from "node:diagnostics_channel";

/**
 * Told whenever a run goes by something that cannot be compared with a later run's: the time, code of the user's.
 * Such a run is done anew each time.
 */
export const notRepeatable = channel("meta-prefect:not-repeatable");
