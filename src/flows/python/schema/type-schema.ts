import { doubtOf, giveUp } from "../runtime.ts";
import { identity } from "../values/basics.ts";
import {
  Alias,
  Annotated,
  Class,
  FieldInfo,
  ForwardRef,
  LiteralType,
  NewTypeValue,
  Singleton,
  SpecialForm,
  Tuple,
  TypeAlias,
  TypeVariable,
  Union,
  Unknown,
  type Value,
} from "../values/value.ts";
import { substitute } from "../types/subscript.ts";
import { classSchema } from "./class-schema.ts";
import { annotatedSchema } from "./constraints.ts";
import type { TypeContext } from "./context.ts";
import { InvalidSchema, RejectedSchema, type Core } from "./core.ts";
import { evaluateForward } from "./forward.ts";
import { knownPlainClasses } from "./known-plain-classes.ts";
import { typeKey, typeText } from "./type-text.ts";

/** Limits for strings that a model's settings set. */
function stringLimits(context: TypeContext): Core {
  const limits: Record<string, Value> = {};
  const minimum = context.config.get("str_min_length");
  const maximum = context.config.get("str_max_length");
  if (minimum !== undefined && minimum !== 0n) limits["min_length"] = minimum;
  if (maximum !== undefined && maximum !== null) limits["max_length"] = maximum;
  return { type: "str", limits };
}

const simple: Readonly<Record<string, Core["type"]>> = {
  "builtins.int": "int",
  "builtins.float": "float",
  "builtins.bool": "bool",
  "builtins.bytes": "bytes",
  "builtins.complex": "complex",
  "builtins.object": "any",
  "datetime.date": "date",
  "datetime.datetime": "datetime",
  "datetime.time": "time",
  "datetime.timedelta": "timedelta",
  "decimal.Decimal": "decimal",
  "fractions.Fraction": "fraction",
  "uuid.UUID": "uuid",
  "builtins.type": "is-instance",
  "collections.abc.Hashable": "any",
  "collections.abc.Callable": "callable",
};

const stringFormats: Readonly<Record<string, string>> = {
  "ipaddress.IPv4Address": "ipv4",
  "ipaddress.IPv4Interface": "ipv4interface",
  "ipaddress.IPv4Network": "ipv4network",
  "ipaddress.IPv6Address": "ipv6",
  "ipaddress.IPv6Interface": "ipv6interface",
  "ipaddress.IPv6Network": "ipv6network",
  "pathlib.Path": "path",
  "pathlib.PurePath": "path",
  "pathlib.PosixPath": "path",
  "pathlib.WindowsPath": "path",
  "pathlib.PurePosixPath": "path",
  "pathlib.PureWindowsPath": "path",
  "os.PathLike": "path",
  "re.Pattern": "regex",
  "zoneinfo.ZoneInfo": "zoneinfo",
};

const sequences: Readonly<Record<string, Core["type"]>> = {
  "builtins.list": "list",
  "collections.abc.MutableSequence": "list",
  "collections.abc.Sequence": "list",
  "builtins.set": "set",
  "collections.abc.MutableSet": "set",
  "builtins.frozenset": "frozenset",
  "collections.abc.Set": "frozenset",
  "collections.deque": "deque",
  "collections.abc.Iterable": "generator",
  "collections.abc.Generator": "generator",
};

const mappings = new Set([
  "builtins.dict",
  "collections.abc.Mapping",
  "collections.abc.MutableMapping",
  "collections.OrderedDict",
  "collections.defaultdict",
]);

/** The schema of a type. */
export function typeSchema(context: TypeContext, type: Value): Core {
  context.runtime.step(context.place);
  if (type === null) return { type: "none" };
  if (type instanceof Unknown) {
    if (type.path !== undefined && knownPlainClasses.has(type.path)) return { type: "is-instance" };
    throw doubtOf(type, context.place);
  }
  if (typeof type === "string") return forward(context, type);
  if (type instanceof ForwardRef) return forward(context, type.text);
  if (type instanceof Union) return unionSchema(context, type);
  if (type instanceof Annotated) return annotatedSchema(context, type.type, type.metadata, typeSchema);
  if (type instanceof LiteralType) return { type: "literal", values: type.values };
  if (type instanceof TypeVariable) return variableSchema(context, type);
  if (type instanceof NewTypeValue) return typeSchema(context, type.supertype);
  if (type instanceof TypeAlias) return aliasSchema(context, type, []);
  if (type instanceof SpecialForm) return specialSchema(context, type);
  if (type instanceof Alias) return genericSchema(context, type);
  if (type instanceof Class) return plainClass(context, type);
  if (type instanceof Singleton && type.name === "Ellipsis") throw new InvalidSchema("...");
  return giveUp("unknown-type", "an annotation that is not a type", context.place);
}

function forward(context: TypeContext, text: string): Core {
  const { runtime, place } = context;
  const value = evaluateForward(context, text);
  if (value instanceof Unknown) throw doubtOf(value, place);
  if (typeof value === "string") return forward(context, value);
  runtime.step(place);
  return typeSchema(context, value);
}

function unionSchema(context: TypeContext, type: Union): Core {
  const choices = type.args.filter((arg) => arg !== null).map((arg) => typeSchema(context, arg));
  const [only] = choices;
  const inner: Core = choices.length === 1 && only !== undefined ? only : { type: "union", items: choices };
  if (choices.length === 0) return { type: "none" };
  return type.args.includes(null) ? { type: "nullable", schema: inner } : inner;
}

function variableSchema(context: TypeContext, type: TypeVariable): Core {
  const known = context.variables.get(type);
  if (known !== undefined && known !== type) return typeSchema(context, known);
  if (type.default !== undefined) return typeSchema(context, type.default);
  if (type.constraints.length > 0)
    return { type: "union", items: type.constraints.map((item) => typeSchema(context, item)) };
  return type.bound === undefined || type.bound === null ? { type: "any" } : typeSchema(context, type.bound);
}

function aliasSchema(context: TypeContext, type: TypeAlias, args: readonly Value[]): Core {
  const id = `alias:${String(identity(type))}[${args.map((arg) => typeKey(arg)).join(",")}]`;
  const ref = { id, short: aliasName(type.name, args), long: aliasName(`${type.module}.${type.name}`, args) };
  if (context.open.has(id)) return { type: "any", ref };
  const values = new Map(type.params.map((param, index) => [param, args[index] ?? param] as const));
  const inner = typeSchema(
    { ...context, scopes: [type.scope, ...context.scopes], open: new Set([...context.open, id]) },
    substitute(type.value(), values),
  );
  return { type: "definition", schema: inner, ref };
}

function aliasName(name: string, args: readonly Value[]): string {
  return args.length === 0 ? name : `${name}[${args.map((arg) => typeText(arg)).join(",")}]`;
}

function specialSchema(context: TypeContext, type: SpecialForm): Core {
  switch (type.name) {
    case "Any":
    case "Final":
      return { type: "any" };
    case "LiteralString":
      return stringLimits(context);
    case "NoReturn":
    case "Never":
      throw new InvalidSchema(type.name);
    default:
      return giveUp("unknown-type", `the type ${type.name} without arguments`, context.place);
  }
}

function argument(type: Alias, index: number): Value {
  return type.args[index] ?? new SpecialForm("Any");
}

function genericSchema(context: TypeContext, type: Alias): Core {
  const { origin } = type;
  if (origin instanceof TypeAlias)
    return aliasSchema(
      context,
      origin,
      type.args.map((arg) => substitute(arg, context.variables)),
    );
  if (origin instanceof SpecialForm) {
    if (["ClassVar", "Final", "Required", "NotRequired", "ReadOnly"].includes(origin.name))
      return typeSchema(context, argument(type, 0));
    if (origin.name === "Unpack") throw new InvalidSchema("Unpack");
    if (origin.name === "TypeGuard" || origin.name === "TypeIs") return { type: "bool" };
    return giveUp("unknown-type", `the type ${origin.name}[…]`, context.place);
  }
  if (!(origin instanceof Class))
    return giveUp("unknown-type", "a generic type that cannot be followed", context.place);
  const path = `${origin.module}.${origin.name}`;
  if (path === "builtins.tuple") return tupleSchema(context, type.args, type);
  if (path === "builtins.type") return { type: "is-subclass" };
  const known = builtinGeneric(context, path, type.args);
  if (known !== undefined) return known;
  return classSchema(context, origin, type.args, typeSchema);
}

/** Types of values of which pydantic knows what a defaultdict begins with; others make Prefect refuse the flow. */
const withFactory = new Set([
  ...["float", "int", "str", "bool", "tuple", "list", "set", "frozenset", "dict"].map(
    (name) => `builtins.${name}`,
  ),
  ...["Sequence", "MutableSequence", "MutableSet", "Set", "Mapping", "MutableMapping"].map(
    (name) => `collections.abc.${name}`,
  ),
  "collections.OrderedDict",
  "collections.Counter",
]);

function checkDefaultFactory(type: Value): void {
  if (type instanceof TypeVariable) return;
  if (type instanceof Annotated) {
    const info = type.metadata.find((item) => item instanceof FieldInfo);
    if (info instanceof FieldInfo && (info.given.get("default_factory") ?? null) !== null) return;
  }
  const origin = type instanceof Alias ? type.origin : type;
  if (origin instanceof Class && withFactory.has(`${origin.module}.${origin.name}`)) return;
  throw new RejectedSchema("a defaultdict of such values needs a default factory");
}

function builtinGeneric(context: TypeContext, path: string, args: readonly Value[]): Core | undefined {
  const at = (index: number): Core => typeSchema(context, args[index] ?? new SpecialForm("Any"));
  const sequence = Object.hasOwn(sequences, path) ? sequences[path] : undefined;
  if (sequence !== undefined) {
    return { type: sequence, schema: at(0) };
  }
  if (path === "collections.defaultdict") checkDefaultFactory(args[1] ?? new SpecialForm("Any"));
  if (mappings.has(path)) return { type: "dict", keys: at(0), schema: at(1) };
  if (path === "collections.Counter") return { type: "dict", keys: at(0), schema: { type: "int" } };
  const format = Object.hasOwn(stringFormats, path) ? stringFormats[path] : undefined;
  if (format !== undefined) return { type: "string-format", format };
  if (path === "builtins.tuple") return tupleSchema(context, args, undefined);
  const plain = Object.hasOwn(simple, path) ? simple[path] : undefined;
  return plain === undefined ? undefined : { type: plain };
}

function tupleSchema(context: TypeContext, args: readonly Value[], type: Alias | undefined): Core {
  if (type === undefined || args.length === 0)
    return { type: "tuple", items: [{ type: "any" }], variadic: 0 };
  const [head] = args;
  if (args.length === 1 && head instanceof Tuple && head.items.length === 0)
    return { type: "tuple", items: [] };
  const flat = args.map((arg) =>
    arg instanceof Alias && arg.origin instanceof SpecialForm && arg.origin.name === "Unpack"
      ? new SpecialForm("Any")
      : arg,
  );
  const dots = flat.findIndex((arg) => arg instanceof Singleton && arg.name === "Ellipsis");
  if (dots < 0) return { type: "tuple", items: flat.map((arg) => typeSchema(context, arg)) };
  const items = flat.filter((_, index) => index !== dots).map((arg) => typeSchema(context, arg));
  return { type: "tuple", items, variadic: dots - 1 };
}

/** A generic model inside a generic model that has arguments gets them too. */
function parametrised(context: TypeContext, type: Class): Value | undefined {
  if (type.flavour !== "model" || type.typeParameters.length === 0 || context.variables.size === 0)
    return undefined;
  const args = type.typeParameters.map((parameter) => substitute(parameter, context.variables));
  if (args.every((arg, index) => arg === type.typeParameters[index])) return undefined;
  return context.runtime.parametrise(type, args, context.place);
}

function plainClass(context: TypeContext, type: Class): Core {
  const concrete = parametrised(context, type);
  if (concrete instanceof Class) return classSchema(context, concrete, [], typeSchema);
  const path = `${type.module}.${type.name}`;
  if (path === "builtins.str") return stringLimits(context);
  const known = builtinGeneric(context, path, []);
  if (known !== undefined && type.file === undefined) return known;
  return classSchema(context, type, [], typeSchema);
}
