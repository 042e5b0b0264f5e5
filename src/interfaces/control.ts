import type { CallerOptions } from "./options.ts";
import type { DeployedDeployment, Target } from "./results.ts";

/** Options of `pause`, `resume` and `stop`. */
export interface ControlOptions extends CallerOptions {
  /** Flow names, `flow/deployment` names or globs of either; at least one, and each must match something of ours. */
  readonly selectors: readonly string[];
}

/** A deployment after it was switched. */
export interface SwitchedDeployment extends DeployedDeployment {
  readonly environment: string;
  /** False when it was so already. */
  readonly changed: boolean;
  /** Flow runs whose end was asked for. */
  readonly cancelled: readonly string[];
}

/** What `pause`, `resume` and `stop` did. */
export interface ControlResult {
  readonly target: Target;
  readonly deployments: readonly SwitchedDeployment[];
}

/** The actions that switch what is deployed. */
export interface ControlActions {
  /** Pauses deployments: no runs are made, waiting ones are not taken. */
  readonly pause: (options: ControlOptions) => Promise<ControlResult>;
  readonly resume: (options: ControlOptions) => Promise<ControlResult>;
  /** Pauses deployments and ends their runs: those that wait at once, others as soon as their worker hears of it. */
  readonly stop: (options: ControlOptions) => Promise<ControlResult>;
}
