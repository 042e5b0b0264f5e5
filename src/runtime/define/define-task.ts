import { shortHash } from "../../util/hash.ts";
import { checkOptions } from "./check-options.ts";
import type { TaskOptions } from "./flow-options.ts";
import { namedArguments } from "./named-arguments.ts";
import { sourceOf } from "./parameter-names.ts";
import type { TaskDefinition } from "./task-definition.ts";

/** What the engine needs of a task. */
export function defineTask(options: TaskOptions, fn: (...input: never[]) => unknown): TaskDefinition {
  const name = options.name ?? fn.name.replaceAll("_", "-");
  checkOptions("task", name, options);
  const source = sourceOf(fn);
  return {
    name,
    key: `${name}-${shortHash(source)}`,
    options,
    source,
    named: (input) => namedArguments(fn, input),
  };
}
