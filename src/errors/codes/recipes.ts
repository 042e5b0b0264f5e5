/** Codes that the authoring and recipes rooms raise: what each means, for docs/codes.md. */
export const recipesCodes = {
  "recipe-failed": "A recipe refused its input.",
  "invalid-recipe": "The definition of a recipe breaks a rule, for example its name is not in snake_case.",
  "invalid-variables": "A recipe was given variables that its schema refuses.",
  "not-wrappable":
    "A called recipe was given something that is not a flow, a wrapped flow, another called recipe or the flow factory.",
} as const satisfies Readonly<Record<string, string>>;
