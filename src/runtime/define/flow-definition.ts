import type { z } from "zod";
import type { DeclaredFlow } from "../../interfaces/flow.ts";
import type { FlowOptions } from "./flow-options.ts";

/** A TypeScript flow as the engine sees it. */
export interface FlowDefinition {
  readonly declared: DeclaredFlow;
  readonly options: FlowOptions;
  readonly parameters: z.ZodObject | undefined;
  /** Takes the checked parameters. */
  readonly run: (parameters: unknown) => unknown;
}

const brand = Symbol.for("meta-prefect.typescript-flow");

/** One call of a flow. */
export interface FlowCall {
  /** As they are given; may have futures in them. */
  readonly parameters: unknown;
  /** Takes the checked parameters; a method has its arguments already. */
  readonly run: (parameters: unknown) => unknown;
}

/** What carries a definition: the function that `flow(options, fn)` gives. */
export interface Defined {
  readonly [brand]: FlowDefinition;
}

/** Puts the definition on the function. */
export function withDefinition<Call extends object>(call: Call, definition: FlowDefinition): Call {
  return Object.defineProperty(call, brand, { value: definition });
}

/** The definition of a flow that `flow(options, fn)` made, also one that another copy of this package made. */
export function definitionOf(value: unknown): FlowDefinition | undefined {
  return isDefined(value) ? value[brand] : undefined;
}

function isDefined(value: unknown): value is Defined {
  return typeof value === "function" && brand in value;
}
