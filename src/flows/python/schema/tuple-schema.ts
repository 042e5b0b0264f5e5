import { marked } from "../classes/typed-dict.ts";
import type { Class, Value } from "../values/value.ts";
import { evaluateForward } from "./forward.ts";
import { typeRef } from "./class-ref.ts";
import type { MakeSchema, TypeContext } from "./context.ts";
import { RejectedSchema, type Core } from "./core.ts";
import { classUpdates, fieldSchema } from "./model-schema.ts";

function opened(context: TypeContext, cls: Class, id: string): TypeContext {
  return {
    ...context,
    open: new Set([...context.open, id]),
    config: cls.config,
    scopes: cls.scope === undefined ? context.scopes : [cls.scope, ...context.scopes],
  };
}

/** The schema of a TypedDict. */
export function typedDictSchema(
  context: TypeContext,
  cls: Class,
  args: readonly Value[],
  make: MakeSchema,
): Core {
  if (cls.data.get("typing-typed-dict") === true)
    throw new RejectedSchema(
      "typing.TypedDict cannot be used before Python 3.12: take it from typing_extensions",
    );
  const ref = typeRef(cls, args);
  if (context.open.has(ref.id)) return { type: "any", ref };
  const inner = opened(context, cls, ref.id);
  const fields = [...cls.fields.values()].map((field) => ({
    ...fieldSchema(inner, field, make),
    required: marked(
      typeof field.annotation === "string" ? evaluateForward(inner, field.annotation) : field.annotation,
      field.required,
    ),
  }));
  const { updates } = classUpdates(context, cls, cls.config);
  return { type: "typed-dict", fields, cls, ref, updates };
}

/** The schema of a named tuple: an array with a place for each field. */
export function namedTupleSchema(
  context: TypeContext,
  cls: Class,
  args: readonly Value[],
  make: MakeSchema,
): Core {
  const ref = typeRef(cls, args);
  if (context.open.has(ref.id)) return { type: "any", ref };
  const inner = opened(context, cls, ref.id);
  const fields = [...cls.fields.values()].map((field) => fieldSchema(inner, field, make));
  return { type: "named-tuple", fields, cls, ref };
}
