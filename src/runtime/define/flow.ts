import type { z } from "zod";
import { flow as pythonFlow } from "../../flows/flow.ts";
import type {
  PythonFlowReference,
  TypeScriptEntrypoint,
  TypeScriptFlowReference,
} from "../../interfaces/flow.ts";
import { splitModuleEntrypoint } from "../../util/module-entrypoint.ts";
import { defineFlow } from "./define-flow.ts";
import { withDefinition, type FlowDefinition } from "./flow-definition.ts";
import type { FlowOptions, ParametrisedFlowOptions } from "./flow-options.ts";
import { flowMethod, type FlowMethod } from "./methods.ts";

/** A TypeScript flow: call it to run it, wrap it with recipes to deploy it. */
export interface TypeScriptFlow<Input, Result> extends TypeScriptFlowReference {
  (...input: NoParameters extends Input ? [parameters?: Input] : [parameters: Input]): Promise<Result>;
}

type NoParameters = Readonly<Record<string, never>>;

/**
 * Makes a flow of a function, and of a function in Python by its entrypoint.
 *
 * `flow({ name, parameters }, fn)`: `fn` gets the parameters as their zod schema gives them. Calling the flow runs it: as
 * a flow run where a Prefect API is configured, plainly in test mode. Beside a running flow it is a child flow run.
 *
 * `@flow()` before a method makes the method a flow.
 *
 * @throws MetaPrefectError `invalid-entrypoint` for a text of another form, `invalid-flow` for options that cannot be
 * @example
 * ```ts
 * import { z } from "zod";
 * import { flow } from "meta-prefect/runtime";
 *
 * export const etl = flow(
 *   { name: "etl", parameters: z.object({ day: z.string().describe("The day to load.") }), retries: 2 },
 *   async ({ day }) => `loaded ${day}`,
 * );
 * const loaded = await etl({ day: "2026-01-31" });
 * ```
 */
export function flow<const Schema extends z.ZodObject, Result>(
  options: ParametrisedFlowOptions<Schema>,
  fn: (parameters: z.output<Schema>) => Result,
): TypeScriptFlow<z.input<Schema>, Awaited<Result>>;
export function flow<Result>(
  options: FlowOptions,
  fn: () => Result,
): TypeScriptFlow<NoParameters, Awaited<Result>>;
export function flow(options?: FlowOptions): FlowMethod;
export function flow(entrypoint: string): PythonFlowReference | TypeScriptEntrypoint;
export function flow(
  first: string | (FlowOptions & { readonly parameters?: z.ZodObject }) = {},
  fn?: (...input: never[]) => unknown,
): unknown {
  if (typeof first !== "object") return typescriptEntrypoint(first) ?? pythonFlow(first);
  if (fn === undefined) return flowMethod(first);
  const { parameters, ...options } = first;
  const definition = defineFlow(options, parameters, fn, flow);
  return flowOf(definition);
}

/** The function that stands for a defined flow. */
export function flowOf(definition: FlowDefinition): TypeScriptFlow<unknown, unknown> {
  const call = async (input?: unknown): Promise<unknown> => {
    // The engine is not needed to deploy a flow, and a program may declare many.
    const { callFlow } = await import("../engine/call-flow.ts");
    return callFlow(definition, { parameters: input ?? {}, run: definition.run });
  };
  Object.defineProperty(call, "name", { value: definition.declared.name });
  Object.assign(call, { language: "typescript" as const, declared: definition.declared });
  return withDefinition(call as TypeScriptFlow<unknown, unknown>, definition);
}

function typescriptEntrypoint(entrypoint: string): TypeScriptEntrypoint | undefined {
  if (typeof entrypoint !== "string" || splitModuleEntrypoint(entrypoint) === undefined) return undefined;
  return Object.freeze({ language: "typescript", entrypoint });
}
