import { finishModel } from "../classes/finish-model.ts";
import type { Executor } from "../evaluation/executor.ts";
import { giveUp, placeOf } from "../runtime.ts";
import { str } from "../values/text.ts";
import { dictOf } from "../values/basics.ts";
import {
  Annotated,
  Class,
  Constraint,
  Descriptor,
  Dict,
  FieldInfo,
  Instance,
  Singleton,
  Tuple,
  TypeVariable,
  undefinedDefault,
  Unknown,
  type Arguments,
  type Value,
} from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

const constraintNames = [
  "gt",
  "ge",
  "lt",
  "le",
  "multiple_of",
  "min_length",
  "max_length",
  "pattern",
  "strict",
  "allow_inf_nan",
  "max_digits",
  "decimal_places",
  "coerce_numbers_to_str",
  "ascii_only",
  "union_mode",
  "fail_fast",
];

/** `Field(…)`. */
export function fieldOf(call: Arguments): Value {
  const given = new Map<string, Value>();
  const metadata: Value[] = [];
  const [first] = call.args;
  if (first !== undefined) given.set("default", first);
  for (const [name, value] of call.kwargs) {
    if (constraintNames.includes(name)) metadata.push(new Constraint(new Map([[name, value]])));
    else if (name === "default" && isUndefined(value)) continue;
    else given.set(name, value);
  }
  const value = given.get("default");
  if (value !== undefined && isUndefined(value)) given.delete("default");
  return new FieldInfo(given, metadata);
}

function isUndefined(value: Value): boolean {
  return value === undefinedDefault || (value instanceof Singleton && value.name === "Ellipsis");
}

/** A class whose instances keep what they were made with, for markers in Annotated. */
function marker(runtime: Executor, name: string, module: string, names: readonly string[]): Class {
  const cls = nativeClass(name, module, [runtime.builtinClass("object")]);
  cls.construct = (call) => {
    const instance = new Instance(cls);
    for (const [index, value] of call.args.entries())
      instance.attributes.set(names[index] ?? `_${String(index)}`, value);
    for (const [key, value] of call.kwargs) if (key !== " cls") instance.attributes.set(key, value);
    return instance;
  };
  return cls;
}

/** A decorator for methods of models: what it makes is marked. */
export function methodDecorator(runtime: Executor, name: string): Value {
  const cls = nativeClass("PydanticDecorator", "pydantic", [runtime.builtinClass("object")]);
  const mark = (fn: Value): Value => {
    const instance = new Instance(cls);
    instance.attributes.set("fn", fn instanceof Descriptor ? fn.fn : fn);
    instance.attributes.set("decorator", name);
    return instance;
  };
  return native(
    name,
    (call) => {
      const [fn] = call.args;
      const isPlain =
        fn !== undefined &&
        typeof fn === "object" &&
        fn !== null &&
        (fn.kind === "function" || fn.kind === "descriptor");
      return isPlain && name !== "field_validator" && name !== "field_serializer" && name !== "validator"
        ? mark(fn)
        : native(name, (inner) => mark(inner.args[0] ?? null), true);
    },
    true,
  );
}

/** The names of `pydantic`. */
export function pydanticNames(runtime: Executor): Names {
  const object = runtime.builtinClass("object");
  const baseModel = nativeClass("BaseModel", "pydantic.main", [object], undefined, "model");
  const rootModel = nativeClass("RootModel", "pydantic.root_model", [baseModel], undefined, "model");
  rootModel.data.set("root-model", true);
  rootModel.data.set("generic", true);
  const rootVariable = new TypeVariable("RootModelRootType", undefined, []);
  rootModel.typeParameters = [rootVariable];
  const dump = native("model_dump", (call) => {
    const [self] = call.args;
    return self instanceof Instance && call.kwargs.size === 0
      ? dictOf([...self.attributes])
      : giveUp("unknown-value", "model_dump()", placeOf(call));
  });
  baseModel.names.set("model_dump", dump);
  baseModel.names.set("dict", dump);
  baseModel.names.set(
    "model_copy",
    native("model_copy", (call) => {
      const [self] = call.args;
      if (!(self instanceof Instance)) return giveUp("unknown-value", "model_copy()", placeOf(call));
      const copy = new Instance(self.cls);
      for (const [name, value] of self.attributes) copy.attributes.set(name, value);
      const update = call.kwargs.get("update");
      if (update !== undefined && update !== null)
        for (const key of runtime.iterate(update, placeOf(call)))
          if (typeof key === "string") copy.attributes.set(key, runtime.getItem(update, key, placeOf(call)));
      return copy;
    }),
  );
  baseModel.names.set(
    "model_rebuild",
    new Descriptor(
      "classmethod",
      native("model_rebuild", () => null),
    ),
  );
  baseModel.names.set(
    "update_forward_refs",
    new Descriptor(
      "classmethod",
      native("update_forward_refs", () => null),
    ),
  );
  baseModel.names.set(
    "model_validate",
    new Descriptor(
      "classmethod",
      native("model_validate", (call) => {
        const [cls = null, value = null] = call.args;
        if (!(cls instanceof Class)) return giveUp("unknown-value", "model_validate()", placeOf(call));
        const kwargs = new Map<string, Value>();
        for (const key of runtime.iterate(value, placeOf(call)))
          if (typeof key === "string") kwargs.set(key, runtime.getItem(value, key, placeOf(call)));
        return runtime.call(cls, { ...call, args: [], kwargs });
      }),
    ),
  );
  const out: Record<string, Value> = {
    BaseModel: baseModel,
    RootModel: rootModel,
    Field: native("Field", fieldOf, true),
    PrivateAttr: native("PrivateAttr", () => new FieldInfo(new Map(), []), true),
    ConfigDict: native("ConfigDict", (call) => dictOf([...call.kwargs]), true),
    VERSION: "2.14.0",
    ValidationError: runtime.builtinClass("ValueError"),
  };
  for (const name of ["AfterValidator", "BeforeValidator", "WrapValidator", "PlainValidator"])
    out[name] = marker(runtime, name, "pydantic.functional_validators", ["func", "json_schema_input_type"]);
  for (const name of ["PlainSerializer", "WrapSerializer"])
    out[name] = marker(runtime, name, "pydantic.functional_serializers", ["func"]);
  out["WithJsonSchema"] = marker(runtime, "WithJsonSchema", "pydantic.json_schema", ["json_schema", "mode"]);
  out["Discriminator"] = marker(runtime, "Discriminator", "pydantic.types", ["discriminator"]);
  out["Tag"] = marker(runtime, "Tag", "pydantic.types", ["tag"]);
  for (const name of ["Strict", "FailFast", "AllowInfNan"])
    out[name] = marker(runtime, name, "pydantic.types", []);
  out["SkipValidation"] = marker(runtime, "SkipValidation", "pydantic.functional_validators", []);
  const skip = out["SkipValidation"];
  if (skip instanceof Class)
    skip.names.set(
      "__class_getitem__",
      new Descriptor(
        "classmethod",
        native("__class_getitem__", (call) => new Annotated(call.args[1] ?? null, [new Instance(skip)])),
      ),
    );
  out["AliasChoices"] = choices(runtime);
  out["AliasGenerator"] = marker(runtime, "AliasGenerator", "pydantic.aliases", [
    "alias",
    "validation_alias",
    "serialization_alias",
  ]);
  out["AliasPath"] = marker(runtime, "AliasPath", "pydantic.aliases", ["path"]);
  out["StringConstraints"] = native(
    "StringConstraints",
    (call) => new Constraint(new Map([...call.kwargs].filter(([, value]) => value !== null))),
  );
  for (const name of [
    "field_validator",
    "model_validator",
    "field_serializer",
    "model_serializer",
    "computed_field",
    "validator",
    "root_validator",
  ])
    out[name] = methodDecorator(runtime, name);
  out["create_model"] = native("create_model", (call) => createModel(runtime, baseModel, call), true);
  out["dataclasses"] = native("dataclasses", (call) =>
    giveUp("unknown-value", "pydantic.dataclasses", placeOf(call)),
  );
  out["TypeAdapter"] = native("TypeAdapter", (call) =>
    giveUp("unknown-value", "a TypeAdapter", placeOf(call)),
  );
  out["with_config"] = native("with_config", (call) => {
    const given = call.args[0] ?? dictOf([...call.kwargs]);
    return native("with_config", (inner) => {
      const [cls] = inner.args;
      if (!(cls instanceof Class) || !(given instanceof Dict) || cls.flavour === "model")
        return giveUp("unknown-type", "with_config() of this", placeOf(call));
      cls.names.set("__pydantic_config__", given);
      if (cls.flavour === "typed-dict")
        cls.config = new Map(
          [...given.entries.values()].flatMap(({ key, value }) =>
            typeof key === "string" ? [[key, value] as const] : [],
          ),
        );
      return cls;
    });
  });
  out["validate_call"] = native(
    "validate_call",
    (call) => {
      const [fn] = call.args;
      return fn ?? native("validate_call", (inner) => inner.args[0] ?? null, true);
    },
    true,
  );
  return out;
}

function choices(runtime: Executor): Class {
  const cls = marker(runtime, "AliasChoices", "pydantic.aliases", []);
  cls.construct = (call) => {
    const instance = new Instance(cls);
    instance.attributes.set("choices", new Tuple(call.args));
    return instance;
  };
  return cls;
}

function createModel(runtime: Executor, baseModel: Class, call: Arguments): Value {
  const place = placeOf(call);
  const base = call.kwargs.get("__base__") ?? null;
  const config = call.kwargs.get("__config__") ?? null;
  const cls = new Class(
    str(runtime, call.args[0] ?? null, place),
    [base instanceof Class ? base : baseModel],
    runtime.callerModule(place),
    place,
  );
  const annotations: [Value, Value][] = [];
  for (const [name, value] of call.kwargs) {
    if (name.startsWith("__")) {
      if (name === "__doc__") cls.doc = value;
      continue;
    }
    if (value instanceof Unknown) return value;
    if (value instanceof Tuple) {
      const [type = null, given] = value.items;
      annotations.push([name, type]);
      if (given !== undefined && !isUndefined(given)) cls.names.set(name, given);
    } else annotations.push([name, value]);
  }
  cls.names.set("__annotations__", dictOf(annotations));
  if (config !== null) cls.names.set("model_config", config);
  const scope = {
    names: cls.names,
    parent: undefined,
    module: runtime.moduleAt(place),
    kind: "class" as const,
    prefix: "",
    globals: new Set<string>(),
    nonlocals: new Set<string>(),
  };
  cls.scope = scope;
  return finishModel(runtime, cls, scope, new Map());
}
