/** Codes that the authoring and recipes rooms raise: what each means, for docs/codes.md. */
export const recipesCodes = {
  "policy-broken": "A policy of the project has something against a deployment.",
  "incompatible-package": "A package of recipes is made for another version of meta-prefect.",
  "no-guard": "A recipe that checks nothing stands under policies.",
  "expectation-failed": "A recipe under test makes something else than expected.",
  "recipe-failed": "A recipe refused its input.",
  "invalid-recipe": "The definition of a recipe breaks a rule, for example its name is not in snake_case.",
  "invalid-variables": "A recipe was given variables that its schema refuses.",
  "not-wrappable":
    "A called recipe was given something that is not a flow, a wrapped flow, another called recipe or the flow factory.",
} as const satisfies Readonly<Record<string, string>>;
