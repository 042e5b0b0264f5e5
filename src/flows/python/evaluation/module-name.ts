import type { Scope } from "../values/value.ts";

/** The `__name__` of the module whose code runs. */
export function moduleName(scope: Scope): string {
  const name = scope.module.names.get("__name__");
  return typeof name === "string" ? name : scope.module.name;
}
