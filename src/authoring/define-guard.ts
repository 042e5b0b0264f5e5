import type { z } from "zod";
import type { Check } from "../interfaces/guard.ts";
import type { FlowBuilder } from "../interfaces/flow-builder.ts";
import type { Recipe } from "../interfaces/recipe.ts";
import { defineRecipe } from "./define-recipe.ts";
import { makeDecorator } from "./make-decorator.ts";

/** What `defineGuard` is given. */
export interface GuardDefinition<Schema extends z.ZodType> {
  /** Name in YAML, snake_case. */
  readonly name: string;
  /** One sentence with a period. */
  readonly summary: string;
  /** Schema of the variables. */
  readonly variables: Schema;
  /** Pure; answers what looks at the deployments. */
  readonly check: (variables: z.output<Schema>) => Check;
}

/**
 * Makes a guard: a recipe that changes nothing and looks at all deployments of a run. It stands under `policies:` in the
 * project file; as a recipe of one deployment it looks at that one.
 *
 * @example
 * ```ts
 * import { defineGuard, z } from "meta-prefect/kit";
 *
 * export const owned = defineGuard({
 *   name: "owned",
 *   summary: "Wants an owner tag on every deployment of prod.",
 *   variables: z.strictObject({}),
 *   check: () => (deployments, { fail }) => {
 *     for (const one of deployments) {
 *       const { tags = [] } = one.deployment;
 *       if (one.environment === "prod" && !tags.some((tag) => tag.startsWith("owner=")))
 *         fail(one, "no tag says who owns it", { at: "tags", hint: "add a tag such as owner=data" });
 *     }
 *   },
 * });
 * ```
 */
export function defineGuard<Schema extends z.ZodType>(definition: GuardDefinition<Schema>): Recipe<Schema> {
  const { name, summary, variables, check } = definition;
  return defineRecipe({
    name,
    summary,
    variables,
    build: (given) => {
      const look = check(given);
      const builder: FlowBuilder = {
        name,
        check: look,
        updateDeployment: (deployment) => deployment,
        // The finished deployment, alone.
        requires: (deployment, { environment, project, now, fail, warn }) => {
          const one = { deployment, environment };
          look([one], {
            project,
            now,
            fail: (_, message, pointer) =>
              fail(message, pointer?.hint === undefined ? {} : { hint: pointer.hint }),
            warn: (_, message, pointer) => {
              warn(message, pointer?.hint === undefined ? {} : { hint: pointer.hint });
            },
          });
          return [];
        },
      };
      return [makeDecorator([{ builder: Object.freeze(builder) }])];
    },
  });
}
