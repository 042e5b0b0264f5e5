/**
 * Testing of recipes, with any test runner: no files, no server.
 */
export { expectRecipe, type RecipeExpectation, type RecipeTrial } from "./authoring/testing/expect-recipe.ts";
export { recipeMatchers, type Matched, type RecipeMatchers } from "./authoring/testing/matchers.ts";
export { preview, type Preview, type PreviewInput } from "./authoring/preview.ts";
