import { Dict, FieldInfo, Unknown, type Class, type Value } from "../values/value.ts";
import { doubtOf } from "../runtime.ts";
import { typeRef } from "./class-ref.ts";
import type { MakeSchema, TypeContext } from "./context.ts";
import type { Core } from "./core.ts";
import { classUpdates, fieldSchema } from "./model-schema.ts";

/** The settings of a dataclass, its own or those of the nearest base that has some. */
function configOf(cls: Class): ReadonlyMap<string, Value> {
  for (const base of cls.mro) {
    const given = base.names.get("__pydantic_config__");
    if (base.config.size > 0) return base.config;
    if (given instanceof Unknown) throw doubtOf(given, { file: cls.file ?? "", at: cls.at });
    if (given instanceof Dict)
      return new Map(
        [...given.entries.values()].flatMap(({ key, value }) =>
          typeof key === "string" ? [[key, value] as const] : [],
        ),
      );
  }
  return cls.config;
}

/** The schema of a dataclass. */
export function dataclassSchema(
  context: TypeContext,
  cls: Class,
  args: readonly Value[],
  make: MakeSchema,
): Core {
  const ref = typeRef(cls, args);
  if (context.open.has(ref.id)) return { type: "any", ref };
  const config = configOf(cls);
  const inner: TypeContext = {
    ...context,
    config,
    open: new Set([...context.open, ref.id]),
    scopes: cls.scope === undefined ? context.scopes : [cls.scope, ...context.scopes],
  };
  const fields = [...cls.fields.values()]
    .filter((field) => field.init || !field.required)
    .map((field) => {
      const description = field.info?.given.get("doc") ?? null;
      const named =
        typeof description === "string"
          ? {
              ...field,
              info: new FieldInfo(
                new Map([...(field.info?.given ?? []), ["description", description]]),
                field.info?.metadata ?? [],
              ),
            }
          : field;
      return fieldSchema(inner, named, make);
    });
  return { type: "dataclass", fields, cls, ref, ...classUpdates(inner, cls, config) };
}
