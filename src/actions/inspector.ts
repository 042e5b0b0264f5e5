import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { cacheFolder } from "../hosts/folders.ts";
import { createPrefectInspector } from "../hosts/prefect-inspection.ts";
import { findPrefectEnvironment } from "../hosts/python-environment.ts";
import { findWorkerPython } from "../hosts/worker-python.ts";
import type { FlowInspector } from "../interfaces/ports.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import type { InspectedProject } from "../project/read-project.ts";

/**
 * Asks Prefect about flows with the interpreter that the project's workers have. The private environment serves when
 * it is there; it is not made for this.
 */
export function createInspector(options: CallerOptions, project: InspectedProject): FlowInspector {
  const { env, reporter = () => undefined, signal } = options;
  const { root, python, seconds } = project;
  return createPrefectInspector({
    root,
    seconds,
    report: reporter,
    signal,
    python: () =>
      findWorkerPython({
        root,
        ...(python !== undefined && { python }),
        env,
        privatePython: async () => {
          const found = await findPrefectEnvironment(cacheFolder(env));
          if (found !== undefined) return found;
          throw new MetaPrefectError(
            "no-inspection-python",
            "no interpreter with Prefect is there to load it",
            {
              hint: "install Prefect 3 and the flow's packages in .venv, or name an interpreter with `python:` in meta_prefect.yaml",
            },
          );
        },
      }),
  });
}
