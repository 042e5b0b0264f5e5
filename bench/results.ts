import type { RequestCounts } from "./count-requests.ts";
import type { Figures } from "./measure.ts";
import type { Offline } from "./offline.ts";
import type { BenchOptions, ServerKind } from "./options.ts";

/** All that one run of the bench found. */
export interface Results {
  readonly options: BenchOptions;
  readonly offline: Offline;
  readonly sizes: readonly SizeResults[];
}

/** What was found with one number of deployments. */
export interface SizeResults {
  readonly size: number;
  readonly requests: RequestCounts;
  readonly servers: Partial<Readonly<Record<ServerKind, Figures>>>;
}
