/**
 * On every recipe that `defineRecipe` has made, which checks its variables itself; `Symbol.for`, so that two copies of this
 * package know each other's.
 */
export const recipeBrand = Symbol.for("meta-prefect.recipe");
