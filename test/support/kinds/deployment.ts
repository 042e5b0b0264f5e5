import { raw, read } from "../prefect.ts";
import { anything, identified, plain, settled, type Kind } from "./kind.ts";

/** Deployments as the contract suite sees them. */
export const deploymentKind: Kind = {
  kind: "deployment",
  declare: (project) => plain(project, { description: "ours", tags: ["a"], concurrencyLimit: 2 }),
  look: async (project) => settled(await read("GET", `/deployments/name/${project}-flow/main`, anything)),
  drift: async (project) => {
    const { id } = await read("GET", `/deployments/name/${project}-flow/main`, identified);
    await raw("PATCH", `/deployments/${id}`, { description: "theirs", tags: [], concurrency_limit: 9 });
  },
  foreign: async (project) => {
    const flow = await read("POST", "/flows/", identified, { name: `${project}-flow` });
    await raw("POST", "/deployments/", { name: "main", flow_id: flow.id, description: "theirs" });
  },
  creates: (method, path) => method === "POST" && path.endsWith("/deployments/"),
};
