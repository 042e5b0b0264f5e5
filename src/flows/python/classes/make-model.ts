import { giveUp, placeOf, type Place, type Runtime } from "../runtime.ts";
import { substitute } from "../types/subscript.ts";
import { firstOf, typeName, unwrapped } from "../values/basics.ts";
import {
  Alias,
  Annotated,
  Class,
  Descriptor,
  Dict,
  ForwardRef,
  Instance,
  List,
  SpecialForm,
  Tuple,
  TypeVariable,
  Union,
  Unknown,
  type Arguments,
  type Field,
  type Scope,
  type Value,
} from "../values/value.ts";
import { modelAliases } from "./field-aliases.ts";
import { isEllipsis } from "./is-ellipsis.ts";

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
  const byName = ["populate_by_name", "validate_by_name"].some((key) => cls.config.get(key) === true);
  for (const [name, field] of cls.fields) {
    const alias = modelAliases(cls).get(name)?.validation ?? name;
    const given = firstOf(kwargs.get(alias), byName ? kwargs.get(name) : undefined);
    kwargs.delete(alias);
    if (byName) kwargs.delete(name);
    const declared = firstOf(field.value, field.info?.given.get("default"));
    const factory = field.info?.given.get("default_factory") ?? null;
    if (given !== undefined)
      made.attributes.set(name, fitted(runtime, typeOf(runtime, field, cls, place), given, cls, place));
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

function typeOf(runtime: Runtime, field: Field, cls: Class, place: Place): Value {
  if (typeof field.annotation !== "string" || field.scope === undefined)
    return substitute(field.annotation, cls.typeArguments);
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

/** A value after pydantic's validation for a type; gives up where that is more than keeping it. */
function fitted(runtime: Runtime, type: Value, value: Value, owner: Class, place: Place): Value {
  if (value instanceof Unknown || type instanceof Unknown) return value;
  if (type instanceof ForwardRef && owner.scope !== undefined)
    return fitted(runtime, runtime.evaluateText(type.text, owner.scope, place), value, owner, place);
  if (type instanceof SpecialForm && type.name === "Any") return value;
  if (
    type instanceof TypeVariable &&
    type.bound === undefined &&
    type.constraints.length === 0 &&
    type.default === undefined
  )
    return value;
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
