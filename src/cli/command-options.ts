import { resolve } from "node:path";
import type { PlanOptions, RunOptions } from "../index.ts";
import type { CommandContext } from "./answer.ts";
import { fileAt, pathAt } from "./places.ts";
import { secondsOf } from "./seconds.ts";

/** What every command about the project's declarations is given. */
export function runOptions({ options, places, invocation, io, fail }: CommandContext): RunOptions {
  const platformFile = invocation.value("platform");
  const deploymentsFile = invocation.value("file");
  return {
    ...options,
    selectors: [...places.selectors, ...invocation.values("only")],
    modules: places.modules,
    tags: invocation.values("tag"),
    changedSince: invocation.value("changed-since"),
    platformFile: platformFile === undefined ? undefined : fileAt(platformFile, io.cwd, fail),
    deploymentsFile: deploymentsFile === undefined ? undefined : pathAt(deploymentsFile, io.cwd, fail),
  };
}

/** What `plan` and `deploy` are given. */
export function planOptions(context: CommandContext): PlanOptions {
  const { invocation, io, fail } = context;
  const rendered = invocation.value("rendered");
  const ttl = invocation.value("ttl");
  const out = invocation.value("out");
  return {
    ...runOptions(context),
    adopt: invocation.flag("adopt"),
    ttl: ttl === undefined ? undefined : secondsOf("ttl", ttl, fail),
    // Not given: what the project's file says.
    ...(invocation.flag("prune") && { prune: true }),
    maxDeletes: maxDeletes(context),
    ...(out !== undefined && { out: resolve(io.cwd, out) }),
    render: invocation.flag("render"),
    images: { build: !invocation.flag("no-build"), push: !invocation.flag("no-push") },
    rendered: rendered === undefined ? undefined : fileAt(rendered, io.cwd, fail),
  };
}

/** How many deletions are meant; undefined: as many as need no word. */
function maxDeletes({ invocation, fail }: CommandContext): number | undefined {
  const given = invocation.value("max-deletes");
  if (invocation.flag("allow-mass-delete")) return Infinity;
  if (given === undefined || /^\d+$/.test(given)) return given === undefined ? undefined : Number(given);
  throw fail("unexpected-value", `--max-deletes cannot be ${given}`, "give a number, for example 25");
}
