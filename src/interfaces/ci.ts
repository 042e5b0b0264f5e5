import type { CallerOptions } from "./options.ts";

/** Options of `writePipeline`. */
export interface PipelineOptions extends CallerOptions {
  readonly system: "github" | "gitlab";
  /** Branch whose pushes are deployed. @default main for prod, else the environment's name */
  readonly branch?: string | undefined;
  /** Repository of an image that the pipeline builds from ./Dockerfile; without it nothing is built. @default none */
  readonly repository?: string | undefined;
  /** Folder with a project of its own that declares pools and blocks, below the project's. @default none */
  readonly infrastructure?: string | undefined;
  /** Have the deploying jobs run in the image that was built; GitHub only, which puts Node into it. @default false */
  readonly inImage?: boolean | undefined;
  /** A deployments file, below the project's folder. @default what the project's file deploys */
  readonly deploymentsFile?: string | undefined;
  /** Where to write, absolute. @default the place where the system looks for it */
  readonly out?: string | undefined;
}

/** What `writePipeline` wrote. */
export interface PipelineResult {
  /** Absolute. */
  readonly file: string;
  readonly environment: string;
  readonly branch: string;
  /** Names of secrets that the system must know. */
  readonly secrets: readonly string[];
}
