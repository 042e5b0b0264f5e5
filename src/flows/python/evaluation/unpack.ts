import type { Expr } from "../ast.ts";
import type { Place, Runtime } from "../runtime.ts";
import { List, Unknown, type Value } from "../values/value.ts";

/** The value that each target of `a, *b = value` gets, in order; raises ValueError when the numbers differ. */
export function unpack(
  runtime: Runtime,
  targets: readonly Expr[],
  value: Value,
  place: Place,
): (readonly [target: Expr, value: Value])[] {
  if (value instanceof Unknown) return targets.map((item) => [item.k === "Star" ? item.value : item, value]);
  const values = runtime.iterate(value, place);
  const star = targets.findIndex((item) => item.k === "Star");
  const fixed = targets.length - (star < 0 ? 0 : 1);
  if (star < 0 ? values.length !== fixed : values.length < fixed)
    return runtime.raise("ValueError", "wrong number of values to unpack", place);
  const extra = values.length - fixed;
  return targets.map((item, index) =>
    item.k === "Star"
      ? [item.value, new List(values.slice(index, index + extra))]
      : [item, values[star >= 0 && index > star ? index + extra - 1 : index] ?? null],
  );
}
