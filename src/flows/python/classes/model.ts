import type { Executor } from "../evaluation/execute.ts";
import { giveUp, placeOf, type Place, type Runtime } from "../runtime.ts";
import { typeVariables } from "../types/subscript.ts";
import { firstOf, typeName, unwrapped } from "../values/basics.ts";
import {
  Alias,
  Annotated,
  Class,
  Descriptor,
  Dict,
  FieldInfo,
  ForwardRef,
  Func,
  Instance,
  List,
  SpecialForm,
  Tuple,
  Union,
  Unknown,
  type Arguments,
  type Field,
  type Scope,
  type Value,
} from "../values/value.ts";
import { referenceText, typeText } from "../schema/type-text.ts";

/** The settings in `model_config` or in class keywords, with those of the bases below them. */
function configOf(cls: Class, scope: Scope, options: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const config = new Map<string, Value>();
  for (const base of cls.bases.toReversed()) for (const [key, value] of base.config) config.set(key, value);
  const own = scope.names.get("model_config");
  if (own instanceof Dict)
    for (const { key, value } of own.entries.values()) if (typeof key === "string") config.set(key, value);
  if (own instanceof Unknown) cls.doubts = [...cls.doubts, own.doubt];
  for (const [key, value] of options) if (key !== "metaclass") config.set(key, value);
  return config;
}

function isClassVar(annotation: Value): boolean {
  if (annotation instanceof Annotated) return isClassVar(annotation.type);
  if (typeof annotation === "string")
    return (
      annotation.startsWith("ClassVar") ||
      annotation.startsWith("typing.ClassVar") ||
      annotation.startsWith("t.ClassVar")
    );
  return (
    (annotation instanceof SpecialForm && annotation.name === "ClassVar") ||
    (annotation instanceof Alias &&
      annotation.origin instanceof SpecialForm &&
      annotation.origin.name === "ClassVar")
  );
}

function ownFields(runtime: Runtime, cls: Class, scope: Scope): Field[] {
  const annotations = scope.names.get("__annotations__");
  if (!(annotations instanceof Dict)) return [];
  const file = cls.file ?? "";
  const out: Field[] = [];
  for (const { key, value: annotation } of annotations.entries.values()) {
    if (typeof key !== "string" || key === "model_config" || key.startsWith("_") || isClassVar(annotation))
      continue;
    const given = scope.names.get(key);
    const info = given instanceof FieldInfo ? given : undefined;
    const value = given instanceof FieldInfo || given instanceof Descriptor ? undefined : given;
    const isRequired = (value === undefined && info?.given.get("default") === undefined) || isEllipsis(value);
    out.push({
      name: key,
      annotation,
      value: isEllipsis(value) ? undefined : value,
      factory: undefined,
      info,
      required: isRequired,
      init: true,
      keywordOnly: false,
      initOnly: false,
      scope,
      file,
      at: cls.at,
    });
    if (given !== undefined && !(given instanceof Func)) cls.names.delete(key);
  }
  runtime.step({ file, at: cls.at });
  return out;
}

function isEllipsis(value: Value | undefined): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    value.kind === "singleton" &&
    "name" in value &&
    value.name === "Ellipsis"
  );
}

/** Makes a pydantic model of a class statement. */
export function finishModel(
  runtime: Executor,
  cls: Class,
  scope: Scope,
  options: ReadonlyMap<string, Value>,
): Value {
  cls.flavour = "model";
  cls.config = configOf(cls, scope, options);
  const fields = new Map<string, Field>();
  for (const base of cls.mro.slice(1).toReversed())
    for (const [name, field] of base.fields) fields.set(name, field);
  for (const field of ownFields(runtime, cls, scope)) fields.set(field.name, field);
  for (const base of cls.bases)
    for (const [variable, value] of base.typeArguments)
      cls.typeArguments = new Map([...cls.typeArguments, [variable, value]]);
  const root = cls.mro.find((base) => base.data.get("root-model") === true);
  if (root !== undefined) {
    cls.data.set("root-model", true);
    const generic = cls.genericBases.find((alias) => alias.origin === root);
    if (!fields.has("root") && generic !== undefined)
      fields.set("root", bareField("root", generic.args[0] ?? null, cls, scope));
  }
  const doubt = cls.mro.flatMap((base) => base.doubts)[0];
  if (doubt !== undefined) cls.doubts = [...cls.doubts, doubt];
  cls.fields = withDocstrings(runtime, fields, cls);
  cls.construct = (call) =>
    cls.mro.some((base) => base.data.get("settings") === true)
      ? makeSettings(runtime, cls, call)
      : makeModel(runtime, cls, call);
  checkDecorators(cls);
  return cls;
}

function withDocstrings(
  runtime: Executor,
  fields: ReadonlyMap<string, Field>,
  cls: Class,
): ReadonlyMap<string, Field> {
  if (cls.config.get("use_attribute_docstrings") !== true) return fields;
  const texts = runtime.attributeTexts(cls);
  return new Map(
    [...fields].map(([name, field]) => {
      const text = texts.get(name);
      const described = field.info?.given.get("description");
      if (text === undefined || described !== undefined) return [name, field];
      const given = new Map(field.info?.given);
      if (field.info === undefined && field.value !== undefined) given.set("default", field.value);
      given.set("description", text);
      return [name, { ...field, info: new FieldInfo(given, field.info?.metadata ?? []) }];
    }),
  );
}

/** Functions of pydantic that change a field's schema leave marks on the methods. */
function checkDecorators(cls: Class): void {
  for (const value of cls.names.values()) {
    const inner = value instanceof Descriptor ? value.fn : value;
    if (inner instanceof Func && inner.doubts[0] !== undefined)
      cls.data.set("doubtful-method", inner.doubts[0]);
  }
}

function bareField(name: string, annotation: Value, cls: Class, scope: Scope | undefined): Field {
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

function copyOf(value: Value): Value {
  if (value instanceof List) return new List([...value.items]);
  if (value instanceof Dict) {
    const dict = new Dict();
    for (const [key, entry] of value.entries) dict.entries.set(key, entry);
    return dict;
  }
  return value;
}

/** An instance of a model, with the values that validation would give where that is plain to see. */
export function makeModel(runtime: Runtime, cls: Class, call: Arguments): Value {
  const place = placeOf(call);
  const asked = call.kwargs.get(" cls");
  const made = new Instance(asked instanceof Class ? asked : cls);
  checkComplete(runtime, cls, place, new Set());
  const isRoot = cls.data.get("root-model") === true;
  if (call.args.length > (isRoot ? 1 : 0))
    return runtime.raise(
      "TypeError",
      `BaseModel.__init__() takes 1 positional argument but ${String(call.args.length + 1)} were given`,
      place,
    );
  const kwargs = new Map([...call.kwargs].filter(([name]) => name !== " cls"));
  const [first] = call.args;
  if (isRoot && first !== undefined) kwargs.set("root", first);
  if (cls.mro.some((base) => base.file !== undefined && [...base.names.values()].some(isValidator)))
    return giveUp("unknown-value", `an instance of ${cls.name}, which has validators`, place);
  for (const [name, field] of cls.fields) {
    const given = firstOf(kwargs.get(aliasOf(field) ?? name), kwargs.get(name));
    kwargs.delete(aliasOf(field) ?? name);
    kwargs.delete(name);
    const declared = firstOf(field.value, field.info?.given.get("default"));
    const factory = field.info?.given.get("default_factory") ?? null;
    if (given !== undefined)
      made.attributes.set(name, fitted(runtime, typeOf(runtime, field, place), given, cls, place));
    else if (declared !== undefined && !isEllipsis(declared)) made.attributes.set(name, copyOf(declared));
    else if (factory !== null)
      made.attributes.set(name, runtime.call(factory, { args: [], kwargs: new Map(), ...place }));
    else return runtime.raise("ValueError", `1 validation error for ${cls.name}: ${name} is missing`, place);
  }
  const extra = cls.config.get("extra");
  if (kwargs.size > 0 && extra === "forbid")
    return runtime.raise("ValueError", `${cls.name} forbids extra values`, place);
  if (extra === "allow") for (const [name, value] of kwargs) made.attributes.set(name, value);
  return made;
}

function typeOf(runtime: Runtime, field: Field, place: Place): Value {
  if (typeof field.annotation !== "string" || field.scope === undefined) return field.annotation;
  return runtime.evaluateText(field.annotation, field.scope, place);
}

/** pydantic makes no instance of a model whose fields name types that are not there yet. */
function checkComplete(runtime: Runtime, cls: Class, place: Place, seen: Set<Class>): void {
  if (seen.has(cls)) return;
  seen.add(cls);
  for (const field of cls.fields.values()) checkType(runtime, field.annotation, field.scope, place, seen);
}

function checkType(
  runtime: Runtime,
  type: Value,
  scope: Scope | undefined,
  place: Place,
  seen: Set<Class>,
): void {
  if (typeof type === "string" || type instanceof ForwardRef) {
    if (scope !== undefined)
      checkType(
        runtime,
        runtime.evaluateText(typeof type === "string" ? type : type.text, scope, place),
        scope,
        place,
        seen,
      );
  } else if (type instanceof Alias || type instanceof Union)
    for (const inner of type.args) checkType(runtime, inner, scope, place, seen);
  else if (type instanceof Annotated) checkType(runtime, type.type, scope, place, seen);
  else if (type instanceof Class && type.flavour === "model") checkComplete(runtime, type, place, seen);
}

function isValidator(value: Value): boolean {
  const inner = value instanceof Descriptor ? value.fn : value;
  return (
    (value instanceof Instance && value.cls.name === "PydanticDecorator") ||
    (inner instanceof Instance && inner.cls.name === "PydanticDecorator")
  );
}

function aliasOf(field: Field): string | undefined {
  const alias = field.info?.given.get("validation_alias") ?? field.info?.given.get("alias");
  return typeof alias === "string" ? alias : undefined;
}

/** A value after pydantic's validation for a type; gives up where that is more than keeping it. */
function fitted(runtime: Runtime, type: Value, value: Value, owner: Class, place: Place): Value {
  if (value instanceof Unknown || type instanceof Unknown) return value;
  if (type instanceof ForwardRef && owner.scope !== undefined)
    return fitted(runtime, runtime.evaluateText(type.text, owner.scope, place), value, owner, place);
  if (type instanceof SpecialForm && type.name === "Any") return value;
  if (type instanceof Annotated) return fitted(runtime, type.type, value, owner, place);
  if (type instanceof Union) {
    if (value === null && type.args.includes(null)) return null;
    const options = type.args.filter((arg) => arg !== null);
    for (const option of options)
      if (isExact(option, value)) return fitted(runtime, option, value, owner, place);
    const [only] = options;
    if (options.length === 1 && only !== undefined) return fitted(runtime, only, value, owner, place);
    return giveUp("unknown-value", "a value for a union", place);
  }
  if (
    type instanceof Alias &&
    type.origin instanceof Class &&
    ["list", "set", "frozenset", "Sequence", "tuple"].includes(type.origin.name) &&
    (value instanceof List || value instanceof Tuple)
  ) {
    const inner = type.args[0] ?? null;
    const items = value.items.map((item) => fitted(runtime, inner, item, owner, place));
    if (type.origin.name === "list" || (type.origin.name === "Sequence" && value instanceof List))
      return new List(items);
    return type.origin.name === "tuple" && type.args.length > 1
      ? value
      : giveUp("unknown-value", "a value for a collection", place);
  }
  if (
    type instanceof Alias &&
    type.origin instanceof Class &&
    ["dict", "Mapping"].includes(type.origin.name) &&
    value instanceof Dict
  ) {
    const out = new Dict();
    for (const [key, entry] of value.entries)
      out.entries.set(key, {
        key: entry.key,
        value: fitted(runtime, type.args[1] ?? null, entry.value, owner, place),
      });
    return out;
  }
  if (type instanceof Class && isExact(type, value)) return value;
  if (type instanceof Class && type.flavour === "model" && value instanceof Dict) {
    const kwargs = new Map<string, Value>();
    for (const { key, value: item } of value.entries.values())
      if (typeof key === "string") kwargs.set(key, item);
    return makeModel(runtime, type, { args: [], kwargs, ...place });
  }
  if (type instanceof Class && type.flavour === "enum")
    return runtime.call(type, { args: [value], kwargs: new Map(), ...place });
  if (type instanceof Class && type.name === "float" && typeof value === "bigint") return Number(value);
  return giveUp("unknown-value", `a ${typeName(value)} for a field of another type`, place);
}

function isExact(type: Value, value: Value): boolean {
  if (type instanceof Alias) return type.origin instanceof Class && isExact(type.origin, value);
  if (!(type instanceof Class)) return typeof type === "object" && type !== null && type.kind === "literal";
  if (value instanceof Instance) return value.cls.mro.includes(type);
  if (type.file !== undefined) return false;
  const plain = unwrapped(value);
  return typeName(plain) === type.name || type.name === "object";
}

/** A generic model with type arguments: a class of its own, made once for the same arguments. */
export function parametriseModel(runtime: Runtime, base: Class, args: readonly Value[], place: Place): Value {
  if (base.data.get("root-model") === true && base.fields.size === 0) return new Alias(base, args);
  const known = base.data.get("parametrised");
  const cache = known instanceof Map ? known : new Map<string, Class>();
  base.data.set("parametrised", cache);
  const key = args.map(typeText).join(",");
  const before: unknown = cache.get(key);
  if (before instanceof Class) return before;
  if (base.typeParameters.length === 0)
    return runtime.raise(
      "TypeError",
      `${base.name} cannot be parametrized because it does not inherit from typing.Generic`,
      place,
    );
  const cls = new Class(`${base.name}[${args.map(typeText).join(", ")}]`, [base], base.module, {
    file: base.file,
    at: base.at,
  });
  cls.flavour = "model";
  cls.data.set("arguments", args.map(referenceText).join(","));
  cls.qualname = base.qualname.slice(0, base.qualname.length - base.name.length) + cls.name;
  cls.config = base.config;
  cls.fields = base.fields;
  cls.scope = base.scope;
  cls.doc = base.doc;
  cls.typeArguments = new Map([
    ...base.typeArguments,
    ...base.typeParameters.map((variable, index) => [variable, args[index] ?? variable] as const),
  ]);
  cls.typeParameters = args
    .flatMap(typeVariables)
    .filter((variable, index, all) => all.indexOf(variable) === index);
  cls.construct = (call) => makeModel(runtime, cls, call);
  cache.set(key, cls);
  return cls;
}

/** An instance of settings: fields that the environment sets are not followed further. */
function makeSettings(runtime: Runtime, cls: Class, call: Arguments): Value {
  const place = placeOf(call);
  const prefix = cls.config.get("env_prefix") ?? "";
  const file = cls.config.get("env_file") ?? null;
  if (file !== null) return giveUp("unknown-environment", "settings from a file", place);
  const kwargs = new Map(call.kwargs);
  for (const name of cls.fields.keys()) {
    if (kwargs.has(name)) continue;
    const variable = `${typeof prefix === "string" ? prefix : ""}${name}`.toUpperCase();
    const value = runtime.environment(variable, place) ?? runtime.environment(variable.toLowerCase(), place);
    if (value !== undefined) kwargs.set(name, value);
  }
  return makeModel(runtime, cls, { ...call, kwargs });
}
