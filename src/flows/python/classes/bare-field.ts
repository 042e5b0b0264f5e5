import type { Class, Field, Scope, Value } from "../values/value.ts";

/** A required field of a class that says nothing but its type. */
export function bareField(name: string, annotation: Value, cls: Class, scope: Scope | undefined): Field {
  return {
    name,
    annotation,
    value: undefined,
    factory: undefined,
    info: undefined,
    required: true,
    init: true,
    keywordOnly: false,
    initOnly: false,
    scope,
    file: cls.file ?? "",
    at: cls.at,
  };
}
