import { variable } from "../../../src/components/variable/declare.ts";
import { raw, read } from "../prefect.ts";
import { anything, plain, settled, type Kind } from "./kind.ts";

/** Variables as the contract suite sees them. */
export const variableKind: Kind = {
  kind: "variable",
  declare: (project) =>
    plain(project, {}, [
      variable({ name: `${project}-region`, value: { primary: "eu", others: [1, null] } }),
    ]),
  look: async (project) => settled(await read("GET", `/variables/name/${project}-region`, anything)),
  drift: (project) => raw("PATCH", `/variables/name/${project}-region`, { value: "us" }),
  foreign: (project) =>
    raw("POST", "/variables/", { name: `${project}-region`, value: "theirs", tags: ["a"] }),
  // The ledger is kept in variables too, and written before anything else.
  creates: (method, path, body) =>
    method === "POST" && path.endsWith("/variables/") && JSON.stringify(body).includes("-region"),
};
