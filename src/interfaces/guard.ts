import type { Deployment } from "./deployment.ts";

/** A finished deployment of a run, as a guard sees it. */
export interface GuardedDeployment {
  readonly deployment: Deployment;
  /** The environment of this deployment. */
  readonly environment: string;
}

/** How a guard says what it found. */
export interface GuardContext {
  readonly project: string;
  /** When the run began, ISO 8601 in UTC. */
  readonly now: string;
  /** A mistake: nothing is written. `at` is a field of the deployment, for example `tags` or `jobVariables.image`. */
  readonly fail: (
    on: GuardedDeployment,
    message: string,
    pointer?: { readonly at?: string; readonly hint?: string },
  ) => void;
  /** Something that deserves a look; the run goes on. */
  readonly warn: (
    on: GuardedDeployment,
    message: string,
    pointer?: { readonly at?: string; readonly hint?: string },
  ) => void;
}

/** Looks at all deployments of a run at once. Pure: what it finds, it says to the context. */
export type Check = (deployments: readonly GuardedDeployment[], context: GuardContext) => void;
