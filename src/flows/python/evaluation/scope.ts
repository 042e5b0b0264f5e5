import type { Place, Runtime } from "../runtime.ts";
import { giveUp } from "../runtime.ts";
import { firstOf } from "../values/basics.ts";
import type { Module, Scope, Value } from "../values/value.ts";
import { Unknown } from "../values/value.ts";
import { isBuiltinGap } from "./gaps.ts";

/** The scope of a module's own code. */
export function moduleScope(module: Module): Scope {
  return {
    names: module.names,
    parent: undefined,
    module,
    kind: "module",
    prefix: "",
    globals: new Set(),
    nonlocals: new Set(),
  };
}

/** A scope inside another. */
export function childScope(parent: Scope, kind: "class" | "function", prefix: string): Scope {
  return {
    names: new Map(),
    parent,
    module: parent.module,
    kind,
    prefix,
    globals: new Set(),
    nonlocals: new Set(),
  };
}

/** The value of a name; raises NameError. */
export function lookUp(runtime: Runtime, scope: Scope, name: string, place: Place): Value {
  const found = firstOf(find(scope, name), runtime.builtin(name));
  if (found !== undefined) return found;
  const { doubt } = scope.module;
  if (doubt !== undefined) return new Unknown(doubt);
  if (isBuiltinGap(name)) return giveUp("unknown-value", `${name} of Python's builtins`, place);
  return runtime.raise("NameError", `name '${name}' is not defined`, place);
}

function find(scope: Scope, name: string): Value | undefined {
  if (scope.globals.has(name)) return scope.module.names.get(name);
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    if (current !== scope && current.kind === "class") continue;
    const found = current.names.get(name);
    if (found !== undefined) return found;
  }
  return scope.module.names.get(name);
}

/** Binds a name where Python would: in this scope, or where `global` and `nonlocal` say. */
export function store(scope: Scope, name: string, value: Value): void {
  if (scope.globals.has(name)) {
    scope.module.names.set(name, value);
    return;
  }
  if (scope.nonlocals.has(name)) {
    for (let outer = scope.parent; outer !== undefined; outer = outer.parent) {
      if (outer.kind === "function" && outer.names.has(name)) {
        outer.names.set(name, value);
        return;
      }
    }
  }
  scope.names.set(name, value);
}

/** Marks the scope of a comprehension: `:=` inside binds outside of it. */
export const comprehensionMark = " comprehension";

/** Where `:=` binds. */
export function enclosing(scope: Scope): Scope {
  let current = scope;
  while (current.names.has(comprehensionMark) && current.parent !== undefined) current = current.parent;
  return current;
}
