import type { PlanOptions, RunOptions } from "../index.ts";
import type { CommandContext } from "./answer.ts";
import { fileAt } from "./places.ts";

/** What every command about the project's declarations is given. */
export function runOptions({ options, places, invocation }: CommandContext): RunOptions {
  return {
    ...options,
    selectors: [...places.selectors, ...invocation.values("only")],
    modules: places.modules,
    tags: invocation.values("tag"),
    changedSince: invocation.value("changed-since"),
  };
}

/** What `plan` and `deploy` are given. */
export function planOptions(context: CommandContext): PlanOptions {
  const { invocation, io, fail } = context;
  const rendered = invocation.value("rendered");
  return {
    ...runOptions(context),
    adopt: invocation.flag("adopt"),
    prune: invocation.flag("prune"),
    rendered: rendered === undefined ? undefined : fileAt(rendered, io.cwd, fail),
  };
}
