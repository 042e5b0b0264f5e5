import { FieldInfo, Unknown, type Class, type Value } from "../values/value.ts";
import { cleanDoc } from "../docstring.ts";
import { doubtOf } from "../runtime.ts";
import { typeRef } from "./class-ref.ts";
import type { MakeSchema, TypeContext } from "./context.ts";
import type { Core } from "./core.ts";
import { fieldSchema } from "./model-schema.ts";

/** The schema of a dataclass. */
export function dataclassSchema(
  context: TypeContext,
  cls: Class,
  args: readonly Value[],
  make: MakeSchema,
): Core {
  const ref = typeRef(cls, args);
  if (context.open.has(ref.id)) return { type: "any", ref };
  const inner: TypeContext = {
    ...context,
    config: cls.config,
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
  if (cls.doc instanceof Unknown) throw doubtOf(cls.doc, context.place);
  const description = typeof cls.doc === "string" && cls.doc !== "" ? { description: cleanDoc(cls.doc) } : {};
  return { type: "dataclass", fields, cls, ref, updates: { title: cls.name, ...description } };
}
