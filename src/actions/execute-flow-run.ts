import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { ExecuteOptions, ExecuteResult } from "../interfaces/execution.ts";
import { importModule } from "../project/import-module.ts";
import { splitModuleEntrypoint } from "../util/module-entrypoint.ts";
import type { FlowDefinition } from "../runtime/define/flow-definition.ts";

/**
 * Executes a flow run of a TypeScript flow in this process. It is what a worker's command does.
 *
 * @throws MetaPrefectError `no-flow-run`, and what loading the flow throws
 */
export async function executeFlowRun(options: ExecuteOptions): Promise<ExecuteResult> {
  const { env, directory, entrypoint, signal = new AbortController().signal } = options;
  const id = options.flowRun ?? env["PREFECT__FLOW_RUN_ID"];
  if (id === undefined || id === "") {
    throw new MetaPrefectError("no-flow-run", "no flow run is named", {
      hint: "a worker names it in PREFECT__FLOW_RUN_ID; by hand: meta-prefect flow-run execute --id ID",
    });
  }
  const { executeFlowRun: execute } = await import("../runtime/execute/execute-flow-run.ts");
  const load = (wanted: string): Promise<FlowDefinition> => loadFlow(wanted, directory);
  return { exitCode: await execute({ id, entrypoint, env: { ...env }, signal, load }) };
}

async function loadFlow(entrypoint: string, directory: string): Promise<FlowDefinition> {
  const parts = splitModuleEntrypoint(entrypoint);
  const file = parts && resolve(directory, parts.module);
  if (parts === undefined || file === undefined || !existsSync(file)) {
    throw new MetaPrefectError("no-such-file", `${entrypoint} names no module in ${directory}`, {
      hint: "the command runs where the code is: set working_dir, or the image's working folder",
    });
  }
  // Only TypeScript needs a compiler; what is built starts sooner without.
  const module: Record<string, unknown> = /\.[cm]?tsx?$/.test(file)
    ? await importModule(file, directory)
    : ((await import(pathToFileURL(file).href)) as Record<string, unknown>);
  const { definitionOf } = await import("../runtime/define/flow-definition.ts");
  const exported = module[parts.name];
  const definition = definitionOf(exported) ?? definitionOf(wrappedIn(exported));
  if (definition !== undefined) return definition;
  throw new MetaPrefectError("not-a-flow", `${entrypoint} is not a TypeScript flow`, {
    hint: "export what `flow(options, fn)` gives, or a recipe round it",
  });
}

/** What recipes are wrapped round. */
function wrappedIn(value: unknown): unknown {
  return typeof value === "function" && "flow" in value ? value.flow : undefined;
}
