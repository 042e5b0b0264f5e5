import { giveUp, type Place, type Runtime } from "../runtime.ts";
import {
  Builtin,
  Class,
  Descriptor,
  Func,
  Instance,
  List,
  Tuple,
  type Scope,
  type Value,
} from "../values/value.ts";

/** Whether a class is made of the class of `enum` with this name. */
export function isNamed(cls: Class, name: string): boolean {
  return cls.mro.some((base) => base.module === "enum" && base.name === name);
}

/** Whether a name of an enum's body becomes a member. */
export function isMember(name: string, value: Value): boolean {
  if (name.startsWith("__") && name.endsWith("__")) return false;
  if (name.startsWith("_") && name.endsWith("_")) return false;
  if (value instanceof Func || value instanceof Descriptor || value instanceof Builtin) return false;
  return !(value instanceof Class);
}

function isAuto(value: Value): boolean {
  return value instanceof Instance && value.cls.name === "auto" && value.cls.module === "enum";
}

/** A member's value with `auto()` replaced by what it stands for, inside a tuple too. */
export function resolveAuto(
  runtime: Runtime,
  base: Class,
  names: ReadonlyMap<string, Value>,
  name: string,
  given: Value,
  before: readonly Value[],
  place: Place,
): Value {
  const next = (): Value => autoValue(runtime, base, names, name, before, place);
  if (isAuto(given)) return next();
  return given instanceof Tuple && given.items.some(isAuto)
    ? new Tuple(given.items.map((item) => (isAuto(item) ? next() : item)))
    : given;
}

function autoValue(
  runtime: Runtime,
  base: Class,
  names: ReadonlyMap<string, Value>,
  name: string,
  before: readonly Value[],
  place: Place,
): Value {
  const own =
    names.get("_generate_next_value_") ??
    base.mro
      .map((cls) => cls.names.get("_generate_next_value_"))
      .find((value) => value !== undefined && value !== null);
  if (own !== undefined)
    return runtime.call(own instanceof Descriptor ? own.fn : own, {
      args: [name, 1n, BigInt(before.length), new List([...before])],
      kwargs: new Map(),
      ...place,
    });
  if (isNamed(base, "StrEnum")) return name.toLowerCase();
  const numbers = before.filter((value): value is bigint => typeof value === "bigint");
  const highest = numbers.reduce((top, value) => (value > top ? value : top), numbers[0] ?? 0n);
  if (isNamed(base, "Flag")) return highest <= 0n ? 1n : 1n << BigInt(highest.toString(2).length);
  if (before.length === 0) return 1n;
  // Python's own rule for values that are not all numbers, or not in order, differs between its versions.
  if (numbers.length < before.length || numbers.at(-1) !== highest)
    return giveUp("unknown-value", `auto() for ${name} after values that are not numbers in order`, place);
  return highest + 1n;
}

/** The names of an enum's body: `auto()` becomes its value at once, so that later members can use it. */
class EnumNames extends Map<string, Value> {
  private readonly before: Value[] = [];
  private readonly resolve: (name: string, value: Value, before: readonly Value[]) => Value;

  constructor(resolve: (name: string, value: Value, before: readonly Value[]) => Value) {
    super();
    this.resolve = resolve;
  }

  override set(name: string, value: Value): this {
    if (name.startsWith(" ") || !isMember(name, value)) return super.set(name, value);
    const resolved = this.resolve(name, value, this.before);
    this.before.push(resolved instanceof Tuple ? (resolved.items[0] ?? null) : resolved);
    return super.set(name, resolved);
  }
}

/** The scope of an enum's body. */
export function enumScope(runtime: Runtime, base: Class, scope: Scope, place: Place): Scope {
  const names: Map<string, Value> = new EnumNames((name, value, before) =>
    resolveAuto(runtime, base, names, name, value, before, place),
  );
  return { ...scope, names };
}
