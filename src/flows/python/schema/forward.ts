import type { Value } from "../values/value.ts";
import type { TypeContext } from "./context.ts";

/** A name of a type that cannot be found: pydantic's own error, on which Prefect falls back. */
export class UndefinedName extends Error {
  override readonly name = "UndefinedName";
}

/** Looks a forward reference up in each scope in turn, as pydantic's namespaces do. */
export function evaluateForward(context: TypeContext, text: string): Value {
  const { runtime, scopes, place } = context;
  const [inner, ...outer] = scopes;
  if (inner === undefined) throw new UndefinedName(text);
  const names = new Map<string, Value>();
  for (const scope of outer.toReversed()) for (const [name, value] of scope.names) names.set(name, value);
  for (const [name, value] of inner.names) names.set(name, value);
  return runtime.evaluateForward(
    text,
    { ...inner, names, parent: undefined, kind: "module" },
    place,
    () => new UndefinedName(text),
  );
}
