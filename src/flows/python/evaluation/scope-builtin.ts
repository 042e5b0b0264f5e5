import type { Expr } from "../ast.ts";
import { dictOf } from "../values/basics.ts";
import type { Scope, Value } from "../values/value.ts";
import { GlobalNames } from "./global-names.ts";

/** Functions that look at the scope they are called in. */
export function scopeBuiltin(
  expression: Extract<Expr, { k: "Call" }>,
  fn: Value,
  scope: Scope,
): Value | undefined {
  if (expression.fn.k !== "Name" || fn === null || typeof fn !== "object" || fn.kind !== "builtin")
    return undefined;
  const { id } = expression.fn;
  if (id === "globals" || (id === "locals" && scope.kind === "module")) return new GlobalNames(scope.module);
  if (id === "locals" || (id === "vars" && expression.args.length === 0))
    return dictOf([...scope.names].filter(([name]) => !name.startsWith(" ")));
  return undefined;
}
