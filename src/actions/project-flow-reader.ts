import { createFlowReader } from "../flows/create-flow-reader.ts";
import { cacheFolder } from "../hosts/folders.ts";
import { pythonMinor } from "../hosts/python-minor.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import type { FlowReader } from "../interfaces/project.ts";

/** What of a project decides how its flows are read. */
interface FlowsOf {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The project's `python`. */
  readonly python?: string | undefined;
}

/**
 * The reader of a project's flows: as Prefect would load them here and now, with this environment and with the Python
 * that would run them.
 *
 * @param kept Whether results are kept for the next time. @default true
 */
export function projectFlowReader(
  { env }: Pick<CallerOptions, "env">,
  { root, python }: FlowsOf,
  kept = true,
): FlowReader {
  return createFlowReader({
    root,
    env,
    pythonMinor: pythonMinor({ root, env, python }),
    ...(kept && { cacheFolder: cacheFolder(env) }),
  });
}
