import { Doubtful, doubtOf, giveUp } from "../runtime.ts";
import { Class, Func, Unknown, type Field, type Value } from "../values/value.ts";
import { firstOf } from "../values/basics.ts";
import { aliasesOf } from "../classes/field-aliases.ts";
import { isBlock } from "../library/blocks.ts";
import { blockParts } from "./block-schema.ts";
import { cleanDoc } from "../docstring.ts";
import { applyMetadata, discriminated, fieldUpdates } from "./constraints.ts";
import { refOf } from "./class-ref.ts";
import type { Core, CoreField, Draft, Ref } from "./core.ts";
import { encode } from "./encode.ts";
import { generatedTitle, extraOf } from "./json-schema-extra.ts";
import { evaluateForward } from "./forward.ts";
import { mergedInfo } from "./merged-info.ts";
import type { MakeSchema, TypeContext } from "./context.ts";

/** The schema of a field with its default. */
export function fieldSchema(context: TypeContext, field: Field, make: MakeSchema): CoreField {
  const place = { file: field.file, at: field.at };
  const inner = {
    ...context,
    place,
    scopes: field.scope === undefined ? context.scopes : [field.scope, ...context.scopes],
  };
  const resolved =
    typeof field.annotation === "string"
      ? { ...field, annotation: evaluateForward(inner, field.annotation) }
      : field;
  const { type, info } = mergedInfo(resolved);
  let schema = applyMetadata(inner, make(inner, type), info.metadata);
  const discriminator = info.given.get("discriminator") ?? null;
  if (discriminator !== null) schema = discriminated(schema, discriminator, inner);
  const generator =
    info.given.get("field_title_generator") ?? context.config.get("field_title_generator") ?? null;
  const title = info.given.get("title") ?? null;
  const generated =
    generator === null || title !== null
      ? {}
      : { title: generatedTitle(inner, generator, [field.name, info]) };
  const { updates, ...more } = fieldUpdates(info, inner);
  const value = firstOf(field.value, info.given.get("default"));
  const factory = field.factory ?? info.given.get("default_factory") ?? undefined;
  if (value instanceof Unknown) throw doubtOf(value, place);
  const required = field.required && value === undefined && factory === undefined;
  if (value !== undefined) schema = { type: "default", schema, value };
  else if (factory !== undefined) schema = { type: "default", schema };
  return {
    name: field.name,
    key: aliasesOf(context.runtime, resolved, context.config, place).validation,
    schema,
    required,
    ...more,
    updates: { ...generated, ...updates },
  };
}

/** What a class adds to its own schema: title, description, extra keys. */
export function classUpdates(
  context: TypeContext,
  cls: Class,
  config: ReadonlyMap<string, Value>,
): { readonly updates: Draft } & Pick<Core, "extra" | "rework"> {
  const updates: Draft = {};
  const title = config.get("title") ?? null;
  const generator = config.get("model_title_generator") ?? null;
  if (title !== null) updates["title"] = encode(title, context.place);
  else updates["title"] = generator === null ? cls.name : generatedTitle(context, generator, [cls]);
  if (typeof cls.doc === "string" && cls.doc !== "") updates["description"] = cleanDoc(cls.doc);
  else if (cls.doc instanceof Unknown) throw doubtOf(cls.doc, context.place);
  const more = config.get("extra") ?? null;
  if (more === "allow") updates["additionalProperties"] = true;
  else if (more === "forbid") updates["additionalProperties"] = false;
  return { updates, ...extraOf(context, config.get("json_schema_extra") ?? undefined, cls) };
}

function checkHooks(context: TypeContext, cls: Class): void {
  for (const base of cls.mro) {
    if (base.file === undefined) continue;
    for (const [name, value] of base.names) {
      const isHook =
        name === "__get_pydantic_core_schema__" ||
        name === "__get_pydantic_json_schema__" ||
        name === "model_json_schema";
      if (isHook && name !== "model_json_schema")
        giveUp("unknown-type", `${cls.name} makes its own schema with a method`, context.place);
      if (value instanceof Func && value.doubts[0] !== undefined) throw new Doubtful(value.doubts[0]);
    }
  }
}

/** A generic model with arguments is named by its origin and the arguments. */
function modelRef(cls: Class): Ref {
  const [base] = cls.bases;
  const args = cls.data.get("arguments");
  return base === undefined || typeof args !== "string"
    ? refOf(cls)
    : { id: refOf(cls).id, short: `${base.name}[${args}]`, long: `${base.module}.${base.qualname}[${args}]` };
}

/** The schema of a pydantic model. */
export function modelSchema(context: TypeContext, cls: Class, make: MakeSchema): Core {
  checkHooks(context, cls);
  const ref = modelRef(cls);
  if (context.open.has(ref.id)) return { type: "any", ref };
  const inner: TypeContext = {
    ...context,
    config: cls.config,
    variables: cls.typeArguments,
    open: new Set([...context.open, ref.id]),
    scopes: cls.scope === undefined ? context.scopes : [cls.scope, ...context.scopes],
  };
  const fields = [...cls.fields.values()].map((field) => fieldSchema(inner, field, make));
  const { updates, ...more } = classUpdates(context, cls, cls.config);
  if (isBlock(cls)) {
    const { description: _, ...plain } = updates;
    const block = blockParts(inner, cls, make);
    return {
      type: "model",
      fields,
      cls,
      ref,
      updates: { ...plain, ...block.updates },
      blocks: block.references,
    };
  }
  const [root] = fields;
  if (cls.data.get("root-model") === true && root !== undefined) {
    const own = Object.keys(more).length > 0;
    const shared = own
      ? more
      : {
          ...(root.extra === undefined ? {} : { extra: root.extra }),
          ...(root.rework === undefined ? {} : { rework: root.rework }),
        };
    return {
      type: "root-model",
      schema: root.schema,
      cls,
      ref,
      updates: { ...updates, ...root.updates },
      ...shared,
    };
  }
  return { type: "model", fields, cls, ref, updates, ...more };
}
