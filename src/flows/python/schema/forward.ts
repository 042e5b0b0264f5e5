import { Module, type Scope, type Value } from "../values/value.ts";
import type { TypeContext } from "./context.ts";

/** A name of a type that cannot be found: pydantic's own error, on which Prefect falls back. */
export class UndefinedName extends Error {
  override readonly name = "UndefinedName";
}

/** The module of the namespace that Prefect makes of a file whose import raises; nothing can be looked up in it by its name. */
export const namespaceModule = "prefect_safe_namespace_loader";

/** There a class sees itself and what is in its body. */
function inNamespace({ runtime, place }: TypeContext, text: string, scope: Scope): Value {
  const names = new Map(scope.kind === "class" ? scope.names : []);
  const own = scope.prefix.split(".").at(-2) ?? "";
  const cls = scope.module.names.get(own);
  if (scope.kind === "class" && cls !== undefined) names.set(own, cls);
  const alone = {
    ...scope,
    names,
    parent: undefined,
    kind: "module" as const,
    module: new Module(namespaceModule),
  };
  return runtime.evaluateForward(text, alone, place, () => new UndefinedName(text));
}

/** Looks a forward reference up in each scope in turn, as pydantic's namespaces do. */
export function evaluateForward(context: TypeContext, text: string): Value {
  const { runtime, scopes, place } = context;
  const [inner, ...outer] = scopes;
  if (inner === undefined) throw new UndefinedName(text);
  if (inner.module.name === namespaceModule) return inNamespace(context, text, inner);
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
