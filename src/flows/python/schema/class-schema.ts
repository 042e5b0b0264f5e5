import { giveUp } from "../runtime.ts";
import { factsOfBlock } from "../library/blocks.ts";
import { substitute } from "../types/subscript.ts";
import type { Class, TypeVariable, Value } from "../values/value.ts";
import type { MakeSchema, TypeContext } from "./context.ts";
import { RejectedSchema, type Core } from "./core.ts";
import { refOf } from "./class-ref.ts";
import { dataclassSchema } from "./dataclass-schema.ts";
import { hasSchemaHook, hookSchema } from "./hook-schema.ts";
import { librarySchemas } from "./library-schemas.ts";
import { modelSchema } from "./model-schema.ts";
import { namedTupleSchema, typedDictSchema } from "./tuple-schema.ts";

/** The schema of a class, with type arguments where it has some. */
export function classSchema(
  context: TypeContext,
  cls: Class,
  args: readonly Value[],
  make: MakeSchema,
): Core {
  const doubt = cls.mro.flatMap((base) => base.doubts)[0];
  if (doubt !== undefined) return giveUp(doubt.code, doubt.message, doubt);
  const inner = args.length === 0 ? context : { ...context, variables: bind(cls, args, context) };
  if (hasSchemaHook(cls))
    return args.length === 0
      ? hookSchema(context, cls, make)
      : giveUp("unknown-type", `${cls.name}[…] makes its own schema with a method`, context.place);
  const facts = factsOfBlock(cls);
  if (facts !== undefined) return { type: "fixed", ref: refOf(cls), fixed: facts };
  const known = cls.file === undefined ? librarySchemas[`${cls.module}.${cls.name}`] : undefined;
  const [content] = args;
  if (known?.type === "json" && content !== undefined)
    return { type: "json", schema: make(context, content) };
  if (known !== undefined) return known;
  if (cls.file === undefined && cls.module === "pydantic" && cls.flavour === "opaque")
    return giveUp("unknown-type", `the schema of ${cls.name}`, context.place);
  switch (cls.flavour) {
    case "enum":
      return enumSchema(cls, context);
    case "model":
      return modelSchema(inner, cls, make);
    case "dataclass":
      return dataclassSchema(inner, cls, args, make);
    case "typed-dict":
      return typedDictSchema(inner, cls, args, make);
    case "named-tuple":
      return namedTupleSchema(inner, cls, args, make);
    case "v1-model":
      return giveUp("unknown-type", `${cls.name} is a model of pydantic.v1`, context.place);
    case "protocol":
      if (
        cls.data.get("runtime-checkable") !== true &&
        cls.file !== undefined &&
        cls.bases.some((base) => base.name === "Protocol")
      )
        throw new RejectedSchema(`the protocol ${cls.name} is not runtime_checkable`);
      return { type: "is-instance", cls };
    case "plain":
    case "opaque":
    case "exception":
      return { type: "is-instance", cls };
  }
}

function bind(cls: Class, args: readonly Value[], context: TypeContext): ReadonlyMap<TypeVariable, Value> {
  const out = new Map<TypeVariable, Value>();
  for (const [index, parameter] of cls.typeParameters.entries())
    out.set(parameter, substitute(args[index] ?? parameter, context.variables));
  return out;
}

function enumSchema(cls: Class, context: TypeContext): Core {
  const values = [...cls.allMembers.values()];
  const schema: Core = { type: "enum", cls, values, ref: refOf(cls) };
  if (values.length === 0) return { type: "is-instance", cls, updates: { title: cls.name, enum: [] } };
  return context.config.get("use_enum_values") === true ? { type: "function", schema } : schema;
}
