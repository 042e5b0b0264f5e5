import type { ArgumentSpec } from "./command-spec.ts";

/** What selects deployments, as most commands take it. */
export const selectors: ArgumentSpec = {
  name: "SELECTOR",
  required: false,
  many: true,
  summary: "A flow name, flow/deployment, or a glob of either; a folder is the project, a .ts file a module.",
};
