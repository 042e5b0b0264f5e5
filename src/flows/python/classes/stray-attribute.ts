import type { Runtime } from "../runtime.ts";
import {
  Alias,
  Bytes,
  Class,
  Dict,
  FieldInfo,
  Instance,
  List,
  PySet,
  SpecialForm,
  Tuple,
  type Scope,
  type Value,
} from "../values/value.ts";

function isPlain(value: Value): boolean {
  if (value === null || typeof value !== "object") return true;
  if (value instanceof Instance) return value.cls.file !== undefined && value.cls.flavour === "enum";
  return [List, Dict, Tuple, PySet, Bytes, FieldInfo].some((kind) => value instanceof kind);
}

/** A name that is annotated as a ClassVar in a base may be set without an annotation. */
function isClassVar(cls: Class, name: string): boolean {
  const annotations = cls.scope?.names.get("__annotations__");
  if (!(annotations instanceof Dict)) return false;
  const found = [...annotations.entries.values()].find(({ key }) => key === name)?.value;
  if (typeof found === "string") return found.includes("ClassVar");
  const form = found instanceof Alias ? found.origin : found;
  return form instanceof SpecialForm && form.name === "ClassVar";
}

/** pydantic makes no model of a class that sets a name which it does not annotate. */
export function checkAttributes(runtime: Runtime, cls: Class, scope: Scope): void {
  const annotations = scope.names.get("__annotations__");
  const annotated = new Set(
    annotations instanceof Dict ? [...annotations.entries.values()].map(({ key }) => key) : [],
  );
  for (const [name, value] of scope.names) {
    const isMade =
      name.startsWith("_") || name.startsWith(" ") || name === "model_config" || name === "Config";
    if (isMade || annotated.has(name) || !isPlain(value)) continue;
    if (cls.mro.slice(1).some((base) => isClassVar(base, name))) continue;
    runtime.raise("RuntimeError", `A non-annotated attribute was detected: ${name}`, {
      file: cls.file ?? "",
      at: cls.at,
    });
  }
}
