import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { typeName } from "../values/basics.ts";
import {
  Alias,
  Annotated,
  Class,
  Instance,
  List,
  LiteralType,
  NewTypeValue,
  SpecialForm,
  Tuple,
  TypeVariable,
  Union,
  type Arguments,
  type Value,
} from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** Classes that `collections`, `collections.abc` and `typing` share; made once for each run. */
export interface SharedClasses {
  readonly abc: ReadonlyMap<string, Class>;
  readonly collections: ReadonlyMap<string, Class>;
}

const abcNames = [
  "Sequence",
  "MutableSequence",
  "Iterable",
  "Iterator",
  "Collection",
  "Container",
  "Mapping",
  "MutableMapping",
  "Set",
  "MutableSet",
  "Callable",
  "Hashable",
  "Sized",
  "Reversible",
  "Generator",
  "AsyncIterable",
  "AsyncIterator",
  "AsyncGenerator",
  "Awaitable",
  "Coroutine",
  "KeysView",
  "ItemsView",
  "ValuesView",
  "ByteString",
  "Buffer",
];

const abcInstances: Readonly<Record<string, readonly string[]>> = {
  Sequence: ["list", "tuple", "str", "bytes", "range"],
  MutableSequence: ["list"],
  Iterable: ["list", "tuple", "str", "dict", "set", "frozenset", "bytes", "range", "generator"],
  Collection: ["list", "tuple", "str", "dict", "set", "frozenset", "bytes", "range"],
  Mapping: ["dict"],
  MutableMapping: ["dict"],
  Set: ["set", "frozenset"],
  MutableSet: ["set"],
  Callable: ["function"],
};

/** Makes the abstract classes of `collections.abc`. */
export function makeAbc(runtime: Runtime): ReadonlyMap<string, Class> {
  return new Map(
    abcNames.map((name) => {
      const cls = nativeClass(name, "collections.abc", [runtime.builtinClass("object")]);
      cls.data.set("generic", true);
      cls.data.set("instances", abcInstances[name] ?? []);
      return [name, cls];
    }),
  );
}

const forms = [
  "Any",
  "Union",
  "Optional",
  "Literal",
  "ClassVar",
  "Final",
  "Annotated",
  "Concatenate",
  "TypeGuard",
  "TypeIs",
  "Required",
  "NotRequired",
  "ReadOnly",
  "Unpack",
  "NoReturn",
  "Never",
  "Self",
  "LiteralString",
  "TypeAlias",
  "Generic",
  "Protocol",
];

const aliases: Readonly<Record<string, string>> = {
  List: "list",
  Dict: "dict",
  Tuple: "tuple",
  Set: "set",
  FrozenSet: "frozenset",
  Type: "type",
};
const abcAliases: Readonly<Record<string, string>> = { AbstractSet: "Set" };
const collectionAliases: Readonly<Record<string, string>> = {
  DefaultDict: "defaultdict",
  OrderedDict: "OrderedDict",
  Counter: "Counter",
  Deque: "deque",
  ChainMap: "ChainMap",
};

function typeVariable(call: Arguments): Value {
  const [name = "T", ...constraints] = call.args;
  const variable = new TypeVariable(
    typeof name === "string" ? name : "T",
    call.kwargs.get("bound") ?? undefined,
    constraints,
  );
  variable.default = call.kwargs.get("default");
  return variable;
}

/** `get_args(type)`. */
function argumentsOf(type: Value, call: Arguments): readonly Value[] {
  if (type instanceof LiteralType) return type.values;
  if (type instanceof Annotated) return [type.type, ...type.metadata];
  if (!(type instanceof Alias || type instanceof Union)) return [];
  return type.args.includes(null) || type.args.some((arg) => arg instanceof List)
    ? giveUp("unknown-value", "the arguments of a type", placeOf(call))
    : type.args;
}

/** The names of `typing` and `typing_extensions`. */
export function typingNames(runtime: Runtime, shared: SharedClasses): Names {
  const names: Record<string, Value> = { TYPE_CHECKING: false };
  for (const name of forms) names[name] = new SpecialForm(name);
  for (const [name, target] of Object.entries(aliases))
    names[name] = new Alias(runtime.builtinClass(target), [], true);
  for (const [name, cls] of shared.abc)
    if (name !== "Set" && name !== "Buffer") names[name] = new Alias(cls, [], true);
  for (const [name, target] of Object.entries(abcAliases)) {
    const cls = shared.abc.get(target);
    if (cls !== undefined) names[name] = new Alias(cls, [], true);
  }
  for (const [name, target] of Object.entries(collectionAliases)) {
    const cls = shared.collections.get(target);
    if (cls !== undefined) names[name] = new Alias(cls, [], true);
  }
  const object = runtime.builtinClass("object");
  names["Text"] = runtime.builtinClass("str");
  names["Hashable"] = shared.abc.get("Hashable") ?? object;
  names["Sized"] = shared.abc.get("Sized") ?? object;
  names["NamedTuple"] = nativeClass(
    "NamedTuple",
    "typing",
    [runtime.builtinClass("tuple")],
    undefined,
    "named-tuple",
  );
  names["TypedDict"] = nativeClass(
    "TypedDict",
    "typing",
    [runtime.builtinClass("dict")],
    undefined,
    "typed-dict",
  );
  for (const name of ["TypeVar", "TypeVarTuple", "ParamSpec"]) names[name] = native(name, typeVariable, true);
  names["AnyStr"] = new TypeVariable("AnyStr", undefined, [
    runtime.builtinClass("bytes"),
    runtime.builtinClass("str"),
  ]);
  names["NewType"] = native(
    "NewType",
    (call) => {
      const [name = "", supertype = null] = call.args;
      return new NewTypeValue(typeof name === "string" ? name : typeName(name), supertype);
    },
    true,
  );
  names["cast"] = native("cast", (call) => call.args[1] ?? call.kwargs.get("val") ?? null, true);
  const same = (name: string): Value => native(name, (call) => call.args[0] ?? null, true);
  for (const name of ["final", "override", "overload", "no_type_check", "assert_type", "reveal_type"])
    names[name] = same(name);
  names["runtime_checkable"] = native("runtime_checkable", (call) => {
    const [cls = null] = call.args;
    if (cls instanceof Class) cls.data.set("runtime-checkable", true);
    return cls;
  });
  names["runtime"] = names["runtime_checkable"];
  names["deprecated"] = native("deprecated", () => same("deprecated"));
  names["dataclass_transform"] = native("dataclass_transform", () => same("dataclass_transform"), true);
  names["get_origin"] = native("get_origin", (call) => {
    const [type = null] = call.args;
    if (type instanceof LiteralType) return names["Literal"] ?? null;
    if (type instanceof Annotated) return names["Annotated"] ?? null;
    if (type instanceof Union) return giveUp("unknown-value", "the origin of a union", placeOf(call));
    return type instanceof Alias ? type.origin : null;
  });
  names["get_args"] = native("get_args", (call) => new Tuple(argumentsOf(call.args[0] ?? null, call)));
  const doc = nativeClass("Doc", "typing_extensions", [object]);
  doc.construct = (call) => {
    const instance = new Instance(doc);
    instance.attributes.set("documentation", call.args[0] ?? null);
    return instance;
  };
  names["Doc"] = doc;
  names["TypeAliasType"] = native(
    "TypeAliasType",
    (call) => call.args[1] ?? call.kwargs.get("value") ?? null,
  );
  for (const name of [
    "SupportsInt",
    "SupportsFloat",
    "SupportsIndex",
    "SupportsAbs",
    "SupportsBytes",
    "SupportsComplex",
    "SupportsRound",
  ]) {
    const cls = nativeClass(name, "typing", [object], undefined, "protocol");
    names[name] = cls;
  }
  for (const name of ["IO", "TextIO", "BinaryIO", "Pattern", "Match"]) {
    const cls = nativeClass(name, name === "Pattern" || name === "Match" ? "re" : "typing", [object]);
    cls.data.set("generic", true);
    names[name] = cls;
  }
  return names;
}
