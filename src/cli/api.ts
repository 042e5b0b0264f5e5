/** What the command line takes from the package's programmatic interface, `src/index.ts`. */
export type { Code } from "../errors/codes.ts";
export type { isMetaPrefectError, MetaPrefectError } from "../errors/meta-prefect-error.ts";
export type { Diagnostic, Location } from "../interfaces/diagnostic.ts";
export type { Reporter, RunEvent } from "../interfaces/events.ts";
export type { Json, JsonObject } from "../interfaces/json.ts";
export type { Change, FieldChange, Outcome, Plan } from "../interfaces/plan.ts";
export type * from "../interfaces/results.ts";
export type { Timing } from "../interfaces/schedule.ts";
