import { Doubtful } from "../runtime.ts";
import { identity } from "../values/basics.ts";
import {
  Alias,
  Class,
  LiteralType,
  NewTypeValue,
  PyObject,
  Singleton,
  SpecialForm,
  TypeAlias,
  TypeVariable,
  Union,
  type Value,
} from "../values/value.ts";

/** What typing calls the classes that it has names of its own for. */
const typingNames: Readonly<Record<string, string>> = {
  "builtins.list": "List",
  "builtins.dict": "Dict",
  "builtins.tuple": "Tuple",
  "builtins.set": "Set",
  "builtins.frozenset": "FrozenSet",
  "builtins.type": "Type",
  "collections.abc.Set": "AbstractSet",
  "collections.deque": "Deque",
  "collections.defaultdict": "DefaultDict",
};

function literalText(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return value.toString();
  // Only plain text: what Python escapes is left to whoever can run it.
  if (typeof value === "string" && /^[\w .:/-]*$/u.test(value)) return `'${value}'`;
  return unknownText();
}

function unknownText(): never {
  throw new Doubtful({
    code: "unknown-type",
    message: "the name that pydantic gives to a generic type with such arguments",
    file: "",
    at: 0,
  });
}

/** A type as part of a title or of the name of a definition, as pydantic's `display_as_type` writes it. */
export function typeText(type: Value): string {
  if (type === null) return "NoneType";
  if (type instanceof Class) return type.qualname;
  if (type instanceof Alias) {
    const { origin } = type;
    const name =
      type.typing && origin instanceof Class ? typingNames[`${origin.module}.${origin.name}`] : undefined;
    return `${name ?? typeText(origin)}[${type.args.map(typeText).join(", ")}]`;
  }
  if (type instanceof Union) return `Union[${type.args.map(typeText).join(", ")}]`;
  if (type instanceof LiteralType) return `Literal[${type.values.map(literalText).join(", ")}]`;
  if (type instanceof SpecialForm || type instanceof TypeAlias) return type.name;
  if (type instanceof TypeVariable) return `~${type.name}`;
  if (type instanceof NewTypeValue) return "NewType";
  if (type instanceof Singleton && type.name === "Ellipsis") return "...";
  return unknownText();
}

/** Text that is equal for equal types only. */
export function typeKey(type: Value): string {
  if (type instanceof Alias) return `${typeKey(type.origin)}[${type.args.map(typeKey).join()}]`;
  if (type instanceof Union) return `|[${type.args.map(typeKey).join()}]`;
  if (type instanceof LiteralType) return typeText(type);
  if (type instanceof SpecialForm) return type.name;
  return type instanceof PyObject ? `#${String(identity(type))}` : String(type);
}
