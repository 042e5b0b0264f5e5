import { defineRecipe, external as mustExist, z, type ExternalKind } from "../kit.ts";

const names = z.array(z.string().min(1)).optional();
const kinds = {
  blocks: "block",
  variables: "variable",
  global_concurrency_limits: "global-concurrency-limit",
} as const satisfies Readonly<Record<string, ExternalKind>>;

/** What must be there before the deployment is made, and belongs to somebody else; a pool is named by `work_pool`. */
export const external = defineRecipe({
  name: "external",
  summary: "Refuses to deploy unless these exist, which belong to somebody else and are never written.",
  variables: z.strictObject({
    blocks: names.describe("As `type-slug/name`."),
    variables: names.describe("By name."),
    global_concurrency_limits: names.describe("By name."),
  }),
  build: (wanted) => ({
    requires: Object.entries(kinds).flatMap(([key, kind]) =>
      (wanted[key as keyof typeof kinds] ?? []).map((name) => mustExist(kind, name)),
    ),
  }),
});
