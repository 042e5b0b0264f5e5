import { defineFlow } from "./define-flow.ts";
import { defineTask } from "./define-task.ts";
import type { FlowOptions, TaskOptions } from "./flow-options.ts";
import { namedArguments } from "./named-arguments.ts";
import { startTask } from "./start-task.ts";

type Method<This, Input extends readonly unknown[], Result> = (
  this: This,
  ...input: Input
) => Promise<Result>;

/** A standard decorator of an asynchronous method, which stays as it is for who calls it. */
export type FlowMethod = <This, Input extends readonly unknown[], Result>(
  method: Method<This, Input, Result>,
  context: ClassMethodDecoratorContext<This, Method<This, Input, Result>>,
) => Method<This, Input, Result>;

/** Makes each call of a method a flow run. */
export function flowMethod(options: FlowOptions): FlowMethod {
  return (method, context) => wrapAsFlow(method, { name: String(context.name), ...options });
}

/** Makes each call of a method a task run of the flow run beside it. */
export function taskMethod(options: TaskOptions): FlowMethod {
  return (method, context) => wrapAsTask(method, { name: String(context.name), ...options });
}

/** A function that runs another one as a flow; `this` and arguments are kept, and only arguments are shown. */
export function wrapAsFlow<This, Input extends readonly unknown[], Result>(
  method: (this: This, ...input: Input) => Result | Promise<Result>,
  options: FlowOptions,
): Method<This, Input, Awaited<Result>> {
  const definition = defineFlow(options, undefined, method, wrapAsFlow);
  const call = async function (this: This, ...input: Input): Promise<Awaited<Result>> {
    const { callFlow } = await import("../engine/call-flow.ts");
    const parameters = namedArguments(method, input);
    const result = await callFlow(definition, { parameters, run: () => Reflect.apply(method, this, input) });
    return result as Awaited<Result>;
  };
  return renamed(call, method);
}

/** As {@link wrapAsFlow}, as a task. */
export function wrapAsTask<This, Input extends readonly unknown[], Result>(
  method: (this: This, ...input: Input) => Result | Promise<Result>,
  options: TaskOptions,
): Method<This, Input, Awaited<Result>> {
  const definition = defineTask(options, method);
  const call = async function (this: This, ...input: Input): Promise<Awaited<Result>> {
    const run = (resolved: readonly unknown[]): unknown => Reflect.apply(method, this, resolved);
    return startTask<Awaited<Result>>(definition, { input, run }).result();
  };
  return renamed(call, method);
}

/** Name and number of parameters as they were. */
function renamed<Call extends object>(call: Call, { name, length }: { name: string; length: number }): Call {
  return Object.defineProperties(call, { name: { value: name }, length: { value: length } });
}
