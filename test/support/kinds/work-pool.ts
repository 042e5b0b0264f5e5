import { workPool } from "../../../src/components/declare.ts";
import { raw, read } from "../prefect.ts";
import { anything, plain, settled, type Kind } from "./kind.ts";

/** A pool of the project, with a limit and a template of its own. */
export function samplePool(project: string): ReturnType<typeof workPool> {
  return workPool({
    name: `${project}-pool`,
    type: "process",
    concurrencyLimit: 3,
    templatePatches: [
      { path: ["variables", "properties", "team"], value: { type: "string", default: "data" } },
      { path: ["job_configuration", "env"], value: { TEAM: "{{ team }}" } },
    ],
  });
}

/** Work pools as the contract suite sees them. */
export const workPoolKind: Kind = {
  kind: "work-pool",
  declare: (project) => plain(project, { workPool: `${project}-pool` }, [samplePool(project)]),
  look: async (project) => settled(await read("GET", `/work_pools/${project}-pool`, anything)),
  drift: (project) => raw("PATCH", `/work_pools/${project}-pool`, { concurrency_limit: 99 }),
  foreign: (project) =>
    raw("POST", "/work_pools/", { name: `${project}-pool`, type: "process", base_job_template: {} }),
  creates: (method, path) => method === "POST" && path.endsWith("/work_pools/"),
};
