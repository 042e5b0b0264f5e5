import gt from "semver/functions/gt.js";
import valid from "semver/functions/valid.js";
import type { WorkerPython } from "../../hosts/worker-python.ts";
import type { Finding } from "../../interfaces/look-actions.ts";

/**
 * Whether the Prefect of the workers on this machine fits the server's. A server does not tell its workers' versions, so
 * nothing is said of workers elsewhere.
 *
 * @param python Undefined before the private one is made.
 * @param server The server's version; undefined when it is not known.
 */
export function workerPythonFinding(
  python: Pick<WorkerPython, "python" | "prefect"> | undefined,
  server: string | undefined,
): Finding {
  const check = "worker-version";
  if (python === undefined)
    return {
      check,
      state: "ok",
      message: "a Python for workers is made with the first worker of this machine",
    };
  const { prefect } = python;
  const message = `workers of this machine have Prefect ${prefect} of ${python.python}`;
  if (server === undefined || valid(prefect) === null || valid(server) === null || !gt(prefect, server))
    return { check, state: "ok", message };
  return {
    check,
    state: "warning",
    message: `${message}, newer than the server's ${server}`,
    hint: `update the server first, or install prefect==${server} for the workers`,
  };
}
