import type { CallerOptions } from "./options.ts";
import type { JsonObject } from "./json.ts";

/* What the actions for authors of recipes and for adopters are given, and what they answer. */

/** Options of `newRecipe`. */
export interface NewRecipeOptions extends CallerOptions {
  /** Name in YAML, snake_case. */
  readonly name: string;
}

/** What `newRecipe` and `initProject` wrote. */
export interface WrittenFiles {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, in the order in which a person would read them. */
  readonly files: readonly string[];
  /** Sentences for the reader. */
  readonly notes: readonly string[];
}

/** Options of `recipeDocs`. */
export interface RecipeDocsOptions extends CallerOptions {
  /** Names of recipes; empty: the project's own, or the built-in ones where it has none. */
  readonly names: readonly string[];
  /** @default Markdown */
  readonly html?: boolean | undefined;
}

/** The actions for authors of recipes and for adopters. */
export interface AuthorActions {
  /** Writes a recipe, its test and its page into the project, and names it in the project file. */
  readonly newRecipe: (options: NewRecipeOptions) => Promise<WrittenFiles>;
  /** Documentation of recipes, made from their schemas. */
  readonly recipeDocs: (options: RecipeDocsOptions) => Promise<{ readonly text: string }>;
  /** A JSON Schema of `meta_prefect.yaml`, with the recipes that the project has. */
  readonly projectSchema: (options: CallerOptions) => Promise<{ readonly schema: JsonObject }>;
  /** Writes a first project file from the flows that are found. */
  readonly initProject: (options: CallerOptions) => Promise<WrittenFiles>;
}
