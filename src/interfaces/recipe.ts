import type { z } from "zod";
import type { Component } from "./component.ts";
import type { Deployment } from "./deployment.ts";
import type { Origin } from "./diagnostic.ts";
import type { BuildContext, Decorator } from "./flow-builder.ts";

/** A recipe's variables as its caller writes them; optional when none is required. */
export type RecipeArguments<Schema extends z.ZodType> =
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- asks whether an empty object will do
  Record<never, never> extends z.input<Schema> ? [variables?: z.input<Schema>] : [variables: z.input<Schema>];

/** What a recipe does with its checked variables. */
export interface RecipeBody {
  /** @default [] */
  readonly requires?:
    readonly Component[] | ((deployment: Deployment, context: BuildContext) => readonly Component[]);
  /** @default the deployment as it is */
  readonly updateDeployment?: (deployment: Deployment, context: BuildContext) => Deployment;
  /** Fixes the environment of the deployment. */
  readonly environment?: string | undefined;
}

/** What `defineRecipe` is given. */
export interface RecipeDefinition<Schema extends z.ZodType> {
  /** Name in YAML, snake_case. */
  readonly name: string;
  /** One sentence with a period. */
  readonly summary: string;
  /** Schema of the variables; an object schema, strict about unknown keys. */
  readonly variables: Schema;
  /** Pure. A list of decorators means: these, the first one innermost. */
  readonly build: (variables: z.output<Schema>) => RecipeBody | readonly Decorator[];
}

/** A recipe without the types of its variables, as YAML and `recipes list` see it. */
export interface AnyRecipe {
  readonly recipeName: string;
  readonly summary: string;
  readonly variables: z.ZodType;
  /**
   * Makes the decorator of variables as they were written; `origin` is where the YAML has them. What `defineRecipe` made
   * checks them itself, other recipes are given only what has passed the schema.
   */
  readonly decorate: (variables: unknown, origin?: Origin) => Decorator;
}

/** A typed factory of decorators: `eks({ cpu: 2, memory: 8 })(flow("flows/train.py:train"))`. */
export interface Recipe<Schema extends z.ZodType = z.ZodType> extends AnyRecipe {
  (...input: RecipeArguments<Schema>): Decorator;
  readonly variables: Schema;
}
