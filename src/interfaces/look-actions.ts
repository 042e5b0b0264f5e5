import type { CalendarOptions, CalendarResult } from "./calendar.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { CallerOptions, RunOptions } from "./options.ts";

/* What the actions answer that make a project visible, and say whether everything round it is well. */

/** A thing in the drawing of a project. */
export interface GraphNode {
  /** Unique in the drawing. */
  readonly id: string;
  /** `flow`, `deployment`, or a kind of component. */
  readonly kind: string;
  readonly name: string;
  /** The environment that it belongs to; absent for flows. */
  readonly environment?: string;
  /** Recipes round the flow, the innermost first; of deployments. */
  readonly recipes?: readonly string[];
  /** Must exist and is never written. */
  readonly external?: boolean;
}

/** That one thing needs another one. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

/** What a project declares, as a drawing. */
export interface GraphResult {
  readonly project: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What one check of `doctor` found. */
export interface Finding {
  /** What was looked at, for example `api`. */
  readonly check: string;
  readonly state: "ok" | "warning" | "error";
  /** One sentence without a period. */
  readonly message: string;
  /** The next step. */
  readonly hint?: string;
}

/** What `doctor` answers. */
export interface DoctorResult {
  readonly findings: readonly Finding[];
}

/** The actions that look, and change nothing. */
export interface LookActions {
  /** Flows, deployments with their recipes, and components, with what needs what. Needs no server. */
  readonly graph: (options: RunOptions) => Promise<GraphResult>;
  /** The next weeks of all schedules, holidays and what begins together. Needs no server unless `deployed`. */
  readonly calendar: (options: CalendarOptions) => Promise<CalendarResult>;
  /**
   * Looks whether everything round a project is well: the project, Python, the API, credentials, versions, clocks, workers,
   * schedules, the database, time zone files, what builds images, and kubectl.
   */
  readonly doctor: (options: CallerOptions) => Promise<DoctorResult>;
  /** Tells which files of a project were saved: first nothing, then those of each time, until the signal is aborted. */
  readonly savedFiles: (
    options: Pick<CallerOptions, "directory" | "signal">,
  ) => AsyncGenerator<readonly string[]>;
}
