import type { ApiSettings } from "./api-settings.ts";
import type { ProjectComponent } from "./component-form.ts";
import type { Diagnostic, Origin } from "./diagnostic.ts";
import type { DeployableFlow, Layer } from "./flow-builder.ts";
import type { Flow, PythonFlowReference } from "./flow.ts";

/** One deployable flow of the project, with the flow already read. */
export interface ProjectEntry {
  readonly flow: Flow;
  readonly deployable: DeployableFlow;
  /** What the YAML entry or the export calls it; a recipe's name wins over an export's. */
  readonly name: { readonly value: string; readonly from: "entry" | "export" | "flow" };
  /** The environment that a layer or the run gives it. */
  readonly environment: string;
  readonly origin?: Origin;
}

/** Everything that the project's files declare. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  /** The ownership mark. */
  readonly name: string;
  /** `meta_prefect.yaml`, absolute; absent when only modules were given. */
  readonly file?: string;
  readonly entries: readonly ProjectEntry[];
  /** What must exist whether an entry needs it or not. */
  readonly components: readonly ProjectComponent[];
  /** What looks at all deployments of a run. @default none */
  readonly guards?: readonly Layer[];
  /** The environments that the file names. */
  readonly environments?: readonly string[];
  /** Where the run's environments live; absent: wherever the machine is configured for. */
  readonly api?: ApiSettings;
  /** Whether every deploy deletes what is no longer declared. @default false */
  readonly prune?: boolean;
  /** Interpreter for workers as the file names it: a path or venv folder relative to the root, or a command. */
  readonly python?: string;
}

/** A project and all mistakes found while reading it. With an error among them, nothing may be written. */
export interface ProjectReading {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading one flow gives: the flow, or why there is none. */
export type FlowReading =
  | { readonly flow: Flow; readonly diagnostics: readonly Diagnostic[] }
  | { readonly flow?: never; readonly diagnostics: readonly Diagnostic[] };

/** Reads flows; those in Python from source without running it. */
export interface FlowReader<Reference = PythonFlowReference> {
  /** Reads the flow that is referred to. */
  readonly read: (reference: Reference) => Promise<FlowReading>;
  /** All flows in files that match the globs, relative to the project's folder. A broken file is one diagnostic. */
  readonly discover: (
    globs: readonly string[],
  ) => Promise<{ readonly flows: readonly Flow[]; readonly diagnostics: readonly Diagnostic[] }>;
}
