import { raw, read } from "../prefect.ts";
import { anything, identified, plain, settled, type Kind } from "./kind.ts";

/** Flows as the contract suite sees them. */
export const flowKind: Kind = {
  kind: "flow",
  declare: (project) => plain(project),
  look: async (project) => settled(await read("GET", `/flows/name/${project}-flow`, anything)),
  drift: async (project) => {
    const { id } = await read("GET", `/flows/name/${project}-flow`, identified);
    await raw("PATCH", `/flows/${id}`, { tags: [] });
  },
  creates: (method, path) => method === "POST" && path.endsWith("/flows/"),
};
