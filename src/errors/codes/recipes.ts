/** Codes that the recipes room raises: what each means, for docs/codes.md. */
export const recipesCodes = {
  "recipe-failed": "A recipe refused its input.",
} as const satisfies Readonly<Record<string, string>>;
