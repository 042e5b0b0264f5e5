import type { Component } from "./component.ts";
import type { Deployment } from "./deployment.ts";
import type { Origin } from "./diagnostic.ts";
import type { Check } from "./guard.ts";
import type { FlowReference, TypeScriptFlowReference } from "./flow.ts";

/** The state of the project's git checkout. */
export interface GitState {
  /** Full hex id of HEAD. */
  readonly commit: string;
  /** Null when HEAD is detached. */
  readonly branch: string | null;
  /** Whether tracked files differ from HEAD. */
  readonly dirty: boolean;
}

/** How a builder points at its own mistake. */
export interface Pointer {
  /** Dotted path below the recipe, for example `variables.cpu`. */
  readonly at?: string;
  /** The next step for the reader. */
  readonly hint?: string;
}

/** All that a builder may know of the world. The same context always gives the same deployment. */
export interface BuildContext {
  readonly project: string;
  /** The environment of this deployment, for example `dev`. */
  readonly environment: string;
  /** The project's folder, absolute. */
  readonly root: string;
  /** When the run began, ISO 8601 in UTC. */
  readonly now: string;
  /** The process environment, as it was when the run began. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The git checkout that the project lies in; undefined where there is none. */
  readonly git: () => GitState | undefined;
  /**
   * Start of a command line that runs meta-prefect on this machine, for flows in TypeScript.
   * @default `meta-prefect`, as it is found there
   */
  readonly runner?: string;
  /** The version of a package: the project itself or one installed for it (npm or Python). */
  readonly packageVersion: (name: string) => string | undefined;
  /** Reports a mistake at the recipe's place in the file and gives up on this deployment. */
  readonly fail: (message: string, pointer?: Pointer) => never;
  /** Reports something that deserves a look; the run goes on. */
  readonly warn: (message: string, pointer?: Pointer) => void;
}

/**
 * What one recipe contributes to one deployment.
 *
 * @example
 * ```ts
 * import type { FlowBuilder } from "meta-prefect/kit";
 * const owned: FlowBuilder = {
 *   name: "owned",
 *   requires: [],
 *   updateDeployment: (deployment) => ({ ...deployment, tags: ["owner=data"] }),
 * };
 * ```
 */
export interface FlowBuilder {
  readonly name: string;
  /** Components that must exist: a list, or a function of the finished deployment. */
  readonly requires:
    readonly Component[] | ((deployment: Deployment, context: BuildContext) => readonly Component[]);
  /** Returns the changed deployment; never changes the one it is given. */
  readonly updateDeployment: (deployment: Deployment, context: BuildContext) => Deployment;
  /** Fixes the environment of the deployment, whatever the run's is. */
  readonly environment?: string;
  /** Looks at all deployments of a run, where it stands under `policies`. @default it is no guard */
  readonly check?: Check;
}

/** A builder where somebody put it. */
export interface Layer {
  readonly builder: FlowBuilder;
  /** Where it was written; absent for code. */
  readonly origin?: Origin;
}

/** A flow and the builders round it, innermost first. Wrapping makes a new one. */
export interface DeployableFlow {
  readonly flow: FlowReference;
  readonly layers: readonly Layer[];
}

/** A flow, wrapped or not. */
export type Wrappable = FlowReference | DeployableFlow;

/** A TypeScript flow, wrapped or not: wrapping it keeps it callable. */
export type CallableFlow<Input extends readonly unknown[], Result> = (
  TypeScriptFlowReference | DeployableFlow
) &
  ((...input: Input) => Result);

/** No value has this type: where the compiler names it, the text says what to do. */
export interface TypeMessage<Text extends string> {
  readonly [message]: Text;
}
declare const message: unique symbol;

/** What the compiler says of something that cannot be wrapped. */
export type Unwrappable<Given> = Given extends { readonly recipeName: string }
  ? TypeMessage<"call the recipe before it is put round something: eks({ cpu: 2 })(…)">
  : Given extends string
    ? TypeMessage<'make a flow of the entrypoint: flow("flows/etl.py:etl")'>
    : TypeMessage<"a called recipe wraps a flow, a wrapped flow, or another called recipe">;

/** What `compose` takes; of other things the compiler says what to do. */
export type Composable<Given> = Given extends Decorator
  ? Given
  : Given extends { readonly recipeName: string }
    ? TypeMessage<"call the recipe before it is composed: compose(eks({ cpu: 2 }), …)">
    : TypeMessage<"compose takes called recipes only; put what it gives round the flow">;

/**
 * A called recipe. It wraps a flow, another decorator (`versioneer()(tagsResolver())`), or the flow factory itself.
 * The outer one runs last and has the last word.
 */
export interface Decorator {
  <Input extends readonly unknown[], Result>(
    flow: CallableFlow<Input, Result>,
  ): DeployableFlow & ((...input: Input) => Result);
  (flow: Wrappable): DeployableFlow;
  (decorator: Decorator): Decorator;
  <Arguments extends readonly unknown[]>(
    factory: (...input: Arguments) => Wrappable,
  ): (...input: Arguments) => DeployableFlow;
  // The compiler speaks of the last one when none fits.
  <Given>(refused: Given & Unwrappable<Given>): never;
  /** Innermost first. */
  readonly layers: readonly Layer[];
}
