import type { Place, Runtime } from "../runtime.ts";
import { equal, typeName } from "../values/basics.ts";
import { unionOf } from "../values/union-of.ts";
import {
  Alias,
  Annotated,
  Class,
  ForwardRef,
  List,
  LiteralType,
  SpecialForm,
  Tuple,
  TypeAlias,
  TypeVariable,
  Union,
  Unknown,
  type Value,
} from "../values/value.ts";

/** What stands in the brackets, as a list. */
export function argumentsOf(index: Value): readonly Value[] {
  return index instanceof Tuple && index.items.length > 0 ? index.items : [index];
}

function asType(value: Value, place: Place): Value {
  if (typeof value === "string") return new ForwardRef(value, place.at);
  if (value instanceof List) return new List(value.items.map((item) => asType(item, place)));
  return value;
}

/** `base[index]` where the base is a type; undefined where it is a plain value. */
export function subscriptType(runtime: Runtime, base: Value, index: Value, place: Place): Value | undefined {
  if (base instanceof SpecialForm) return special(runtime, base, index, place);
  if (base instanceof Class) return classItem(runtime, base, index, place);
  if (base instanceof TypeAlias)
    return new Alias(
      base,
      argumentsOf(index).map((item) => asType(item, place)),
    );
  if (base instanceof Alias || base instanceof Union || base instanceof Annotated) {
    if (base instanceof Alias && base.args.length === 0)
      return new Alias(
        base.origin,
        argumentsOf(index).map((item) => asType(item, place)),
        base.typing,
      );
    const variables = typeVariables(base);
    if (variables.length === 0) return runtime.raise("TypeError", "this type is not a generic class", place);
    const values = argumentsOf(index).map((item) => asType(item, place));
    return substitute(
      base,
      new Map(variables.map((variable, position) => [variable, values[position] ?? variable])),
    );
  }
  return undefined;
}

function classItem(runtime: Runtime, base: Class, index: Value, place: Place): Value {
  if (base.flavour === "enum") {
    const member = typeof index === "string" ? base.allMembers.get(index) : undefined;
    return (
      member ?? runtime.raise("KeyError", typeof index === "string" ? `'${index}'` : typeName(index), place)
    );
  }
  for (const cls of base.mro) {
    const method = cls.names.get("__class_getitem__");
    if (method !== undefined)
      return runtime.call(runtime.getAttribute(base, "__class_getitem__", place), {
        args: [index],
        kwargs: new Map(),
        ...place,
      });
  }
  const parametrise = runtime.parametrise(
    base,
    argumentsOf(index).map((item) => asType(item, place)),
    place,
  );
  if (parametrise !== undefined) return parametrise;
  if (base.data.get("generic") !== true && !base.mro.some((cls) => cls.data.get("generic") === true)) {
    const doubt = base.mro.flatMap((cls) => cls.doubts)[0];
    return doubt === undefined
      ? runtime.raise("TypeError", `type '${base.name}' is not subscriptable`, place)
      : new Unknown(doubt);
  }
  return new Alias(
    base,
    argumentsOf(index).map((item) => asType(item, place)),
  );
}

function special(runtime: Runtime, base: SpecialForm, index: Value, place: Place): Value {
  const args = argumentsOf(index);
  const [head = null] = args;
  switch (base.name) {
    case "Optional":
      return unionOf([asType(head, place), null]);
    case "Union":
      return unionOf(args.map((item) => asType(item, place)));
    case "Literal":
      return new LiteralType(literals(args));
    case "Annotated": {
      const type = asType(head, place);
      const metadata = args.slice(1);
      return type instanceof Annotated
        ? new Annotated(type.type, [...type.metadata, ...metadata])
        : new Annotated(type, metadata);
    }
    case "Generic":
    case "Protocol":
      return new Alias(base, args);
    case "Any":
    case "NoReturn":
    case "Never":
    case "Self":
    case "LiteralString":
      return runtime.raise("TypeError", `typing.${base.name} is not subscriptable`, place);
    default:
      return new Alias(
        base,
        args.map((item) => asType(item, place)),
        true,
      );
  }
}

function literals(args: readonly Value[]): Value[] {
  const out: Value[] = [];
  for (const arg of args.flatMap((item) => (item instanceof LiteralType ? item.values : [item]))) {
    if (!out.some((other) => typeof other === typeof arg && equal(other, arg))) out.push(arg);
  }
  return out;
}

/** The type variables of a type in the order in which they first appear. */
export function typeVariables(type: Value): TypeVariable[] {
  const out: TypeVariable[] = [];
  const walk = (value: Value): void => {
    if (value instanceof TypeVariable) {
      if (!out.includes(value)) out.push(value);
    } else if (value instanceof Alias || value instanceof Union) value.args.forEach(walk);
    else if (value instanceof Annotated) walk(value.type);
    else if (value instanceof List) value.items.forEach(walk);
  };
  walk(type);
  return out;
}

/** Puts types in the place of type variables. */
export function substitute(type: Value, values: ReadonlyMap<TypeVariable, Value>): Value {
  if (values.size === 0) return type;
  if (type instanceof TypeVariable) return values.get(type) ?? type;
  if (type instanceof Alias)
    return new Alias(
      type.origin,
      type.args.map((item) => substitute(item, values)),
      type.typing,
    );
  if (type instanceof Union) return unionOf(type.args.map((item) => substitute(item, values)));
  if (type instanceof Annotated) return new Annotated(substitute(type.type, values), type.metadata);
  if (type instanceof List) return new List(type.items.map((item) => substitute(item, values)));
  return type;
}

/** What `*value` means among types: `*tuple[str, ...]`; undefined where it is a plain iterable. */
export function starredType(value: Value): Value | undefined {
  return value instanceof Alias ? new Alias(new SpecialForm("Unpack"), [value]) : undefined;
}
