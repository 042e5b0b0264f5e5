import type { Diagnostic } from "./diagnostic.ts";
import type { Owner } from "./driver.ts";
import type { FieldChange } from "./plan.ts";
import type { ImportProof } from "./import-proof.ts";
import type { CallerOptions, DeployOptions, RunOptions } from "./options.ts";
import type { ComponentName, DeployResult, PlanResult, Target } from "./results.ts";

/** Options of `destroy`. */
export interface DestroyOptions extends CallerOptions {
  /**
   * Asked once, with what would be deleted, and only when there is something. False: nothing is written, and the action
   * throws `not-confirmed`.
   */
  readonly confirm: (planned: PlanResult) => Promise<boolean>;
}

/** What `destroy` did. `deployments` is empty. */
export type DestroyResult = DeployResult;

/** Something of ours that is not as it was deployed. */
export interface DriftedThing extends ComponentName {
  readonly owner: Owner;
  readonly state: "changed" | "gone";
  /** `want` is what is declared, `have` what Prefect has; empty for what is gone. */
  readonly fields: readonly FieldChange[];
}

/** What `drift` found. */
export interface DriftResult {
  readonly target: Target;
  readonly drifted: readonly DriftedThing[];
  /** Declared otherwise than at the last deploy: what a deploy would change besides putting drift right. */
  readonly edited: readonly ComponentName[];
  /** How many things are as declared. */
  readonly unchanged: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Options of `applyFile`. */
export interface ApplyFileOptions extends CallerOptions {
  /** A file that `plan` wrote, absolute. */
  readonly file: string;
  /** Start workers on this machine although the API is not on this machine. */
  readonly startWorker?: boolean | undefined;
}

/** Options of `importAll`. */
export interface ImportOptions extends CallerOptions {
  /** As everywhere; empty: all deployments, and everything else that the server has. */
  readonly selectors?: readonly string[] | undefined;
  /** Where to write, absolute. @default `meta_prefect.yaml` in the directory */
  readonly out?: string | undefined;
}

/** Options of `importPrefectFile`. */
export interface ImportPrefectFileOptions extends CallerOptions {
  /** The `prefect.yaml`, absolute or relative to the directory. */
  readonly file: string;
  /** Where to write, absolute. @default `meta_prefect.yaml` beside the file */
  readonly out?: string | undefined;
}

/** What an import wrote. */
export interface ImportResult {
  readonly target: Target;
  /** Absolute. */
  readonly file: string;
  /** How many deployments it declares. */
  readonly deployments: number;
  /** How many items `components` has. */
  readonly components: number;
  /** Sentences for the reader, for example on what was left out. */
  readonly notes: readonly string[];
  /** Of a `prefect.yaml`: whether the new file makes what `prefect deploy` does. */
  readonly proof?: ImportProof;
}

/** Options of `rollback`. */
export interface RollbackOptions extends Omit<DeployOptions, "changedSince" | "rendered" | "out"> {
  /** A git revision of the project: a commit, a tag, a branch; also the version that `versioneer` made of a commit. */
  readonly to: string;
  /** Only say what would be done. @default false */
  readonly dryRun?: boolean | undefined;
}

/** What `rollback` did. */
export interface RollbackResult extends DeployResult {
  /** Full id of the commit that was gone back to. */
  readonly commit: string;
}

/** The actions on the life of what was deployed. */
export interface LifeCycleActions {
  /** Deletes everything that the project owns in the environments of the run. */
  readonly destroy: (options: DestroyOptions) => Promise<DestroyResult>;
  /** Says what was changed in Prefect since the last deploy. */
  readonly drift: (options: RunOptions) => Promise<DriftResult>;
  /** Writes a project file that declares what Prefect has and nobody owns. */
  readonly importAll: (options: ImportOptions) => Promise<ImportResult>;
  /** Writes a project file that declares what a `prefect.yaml` does, and proves it. */
  readonly importPrefectFile: (options: ImportPrefectFileOptions) => Promise<ImportResult>;
  /** Executes a plan that was written to a file. */
  readonly applyFile: (options: ApplyFileOptions) => Promise<DeployResult>;
  /** Deploys what the project declared at a git revision, with the code of then. */
  readonly rollback: (options: RollbackOptions) => Promise<RollbackResult>;
}
