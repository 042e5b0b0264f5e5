import type { Stmt } from "./ast.ts";
import type { Place, Runtime } from "./runtime.ts";
import type { Scope } from "./values/value.ts";

/** The full name of the module that a `from … import` names. Raises ImportError as Python does. */
export function absoluteName(
  runtime: Runtime,
  statement: Extract<Stmt, { k: "ImportFrom" }>,
  scope: Scope,
  place: Place,
): string {
  if (statement.level === 0) return statement.module;
  const name = scope.module.names.get("__package__");
  if (typeof name !== "string" || name === "")
    return runtime.raise("ImportError", "attempted relative import with no known parent package", place);
  const parts = name.split(".");
  if (statement.level > parts.length)
    return runtime.raise("ImportError", "attempted relative import beyond top-level package", place);
  const base = parts.slice(0, parts.length - statement.level + 1).join(".");
  return statement.module === "" ? base : `${base}.${statement.module}`;
}
