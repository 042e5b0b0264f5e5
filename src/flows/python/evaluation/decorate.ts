import type { Expr } from "../ast.ts";
import type { Runtime } from "../runtime.ts";
import type { Scope, Value } from "../values/value.ts";
import { evaluate } from "./evaluate.ts";

/** Applies decorators, the lowest first. */
export function decorate(runtime: Runtime, value: Value, decorators: readonly Expr[], scope: Scope): Value {
  const evaluated = decorators.map((decorator) => ({
    fn: evaluate(runtime, decorator, scope),
    at: decorator.at,
  }));
  return evaluated.reduceRight<Value>(
    (inner, { fn, at }) =>
      runtime.call(fn, {
        args: [inner],
        kwargs: new Map(),
        file: scope.module.file ?? scope.module.name,
        at,
      }),
    value,
  );
}
