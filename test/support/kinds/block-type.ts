import { z } from "zod";
import { blockType } from "../../../src/kit.ts";
import { raw, read } from "../prefect.ts";
import { anything, identified, plain, settled, type Kind } from "./kind.ts";

/** Block types as the contract suite sees them. */
export const blockTypeKind: Kind = {
  kind: "block-type",
  declare: (project) => {
    const type = blockType({
      slug: project,
      name: `Type of ${project}`,
      description: "ours",
      schema: { properties: { token: { type: "string" } }, required: ["token"] },
      secretFields: ["token"],
      capabilities: ["notify"],
    });
    return plain(project, {}, [type]);
  },
  look: async (project) => {
    const type = await read("GET", `/block_types/slug/${project}`, identified);
    const filter = { block_schemas: { block_type_id: { any_: [type.id] } } };
    const schemas = await read("POST", "/block_schemas/filter", z.array(anything), filter);
    return settled({ type, schemas });
  },
  drift: async (project) => {
    const { id } = await read("GET", `/block_types/slug/${project}`, identified);
    await raw("PATCH", `/block_types/${id}`, { description: "theirs" });
  },
  creates: (method, path) => method === "POST" && path.endsWith("/block_types/"),
};
