import type { Executor } from "../evaluation/executor.ts";
import { placeOf, type Place } from "../runtime.ts";
import { isMember, isNamed, resolveAuto } from "./enum-auto.ts";
import { equal, typeName } from "../values/basics.ts";
import { str } from "../values/text.ts";
import {
  Class,
  Descriptor,
  Dict,
  Func,
  Instance,
  List,
  Tuple,
  Unknown,
  type Arguments,
  type Scope,
  type Value,
} from "../values/value.ts";

function kindOf(cls: Class): string | undefined {
  for (const base of cls.mro.slice(1)) {
    if (base.module === "builtins" && ["str", "int", "float", "bytes"].includes(base.name)) return base.name;
  }
  return undefined;
}

function makeMember(runtime: Executor, cls: Class, name: string, raw: Value, place: Place): Instance {
  const member = new Instance(cls);
  // Only a __new__ of the project's own classes; those of the builtins are what `mixin` stands for.
  const creator = cls.mro
    .filter((base) => base.file !== undefined)
    .map((base) => base.names.get("__new__"))
    .find((value) => value instanceof Func || value instanceof Descriptor);
  const args = raw instanceof Tuple ? raw.items : [raw];
  let made = member;
  if (creator !== undefined) {
    const result = runtime.call(creator instanceof Descriptor ? creator.fn : creator, {
      args: [cls, ...args],
      kwargs: new Map(),
      ...place,
    });
    if (result instanceof Instance) made = result;
  }
  const mixin = kindOf(cls);
  if (!made.attributes.has("_value_")) {
    let value = raw;
    if (mixin !== undefined && creator === undefined) {
      value = runtime.call(runtime.builtinClass(mixin), { args, kwargs: new Map(), ...place });
    }
    made.attributes.set("_value_", value);
  }
  if (mixin !== undefined && made.payload === undefined) {
    made.payload = made.attributes.get("_value_") ?? null;
  }
  made.attributes.set("_name_", name);
  const init = cls.mro.map((base) => base.names.get("__init__")).find((value) => value instanceof Func);
  if (init !== undefined) runtime.call(init, { args: [made, ...args], kwargs: new Map(), ...place });
  return made;
}

/** Adds members to an enum in order; equal values are aliases of the first. */
export function addMembers(
  runtime: Executor,
  cls: Class,
  pairs: readonly (readonly [string, Value])[],
  place: Place,
): void {
  const values: Value[] = [];
  for (const [name, given] of pairs) {
    if (given instanceof Unknown) {
      cls.doubts = [
        ...cls.doubts,
        { ...given.doubt, message: `the value of ${cls.name}.${name} is not known` },
      ];
      continue;
    }
    const raw = resolveAuto(runtime, cls, cls.names, name, given, values, place);
    const member = makeMember(runtime, cls, name, raw, place);
    const value = member.attributes.get("_value_") ?? null;
    values.push(value);
    const same = [...cls.members.values()].find((other) =>
      sameValue(other.attributes.get("_value_") ?? null, value),
    );
    const isComposite =
      isNamed(cls, "Flag") && typeof value === "bigint" && (value === 0n || (value & (value - 1n)) !== 0n);
    cls.allMembers.set(name, same ?? member);
    if (same === undefined && !isComposite) cls.members.set(name, member);
  }
}

function sameValue(left: Value, right: Value): boolean {
  return equal(left, right);
}

function find(runtime: Executor, cls: Class, call: Arguments): Value {
  const place = placeOf(call);
  const [value = null] = call.args;
  if (value instanceof Instance && value.cls === cls) return value;
  const found = [...cls.allMembers.values()].find((member) =>
    sameValue(member.attributes.get("_value_") ?? null, value),
  );
  if (found !== undefined) return found;
  const missing = cls.mro
    .map((base) => base.names.get("_missing_"))
    .find((candidate) => candidate !== undefined);
  if (missing !== undefined) {
    const result = runtime.call(missing instanceof Descriptor ? missing.fn : missing, {
      ...call,
      args: [cls, value],
    });
    if (result instanceof Instance) return result;
  }
  return runtime.raise(
    "ValueError",
    `${typeof value === "string" ? `'${value}'` : typeName(value)} is not a valid ${cls.name}`,
    place,
  );
}

/** Makes an enum of a class statement. */
export function finishEnum(runtime: Executor, cls: Class, scope: Scope): Value {
  const place = { file: cls.file ?? "", at: cls.at };
  const ignored = scope.names.get("_ignore_");
  const skip = new Set(["_ignore_"]);
  if (ignored instanceof List) for (const name of ignored.items) if (typeof name === "string") skip.add(name);
  if (typeof ignored === "string") for (const name of ignored.split(/[\s,]+/u)) skip.add(name);
  const pairs: (readonly [string, Value])[] = [];
  for (const [name, value] of [...cls.names]) {
    if (skip.has(name)) {
      cls.names.delete(name);
      continue;
    }
    const isForced = value instanceof Instance && value.cls.module === "enum" && value.cls.name === "member";
    if (value instanceof Instance && value.cls.module === "enum" && value.cls.name === "nonmember") {
      cls.names.set(name, value.attributes.get("value") ?? null);
      continue;
    }
    if (name === "__annotations__" || name.startsWith(" ") || (!isForced && !isMember(name, value))) continue;
    cls.names.delete(name);
    pairs.push([name, isForced ? (value.attributes.get("value") ?? null) : value]);
  }
  finishMembers(runtime, cls, pairs, place);
  return cls;
}

/** What class statements and the functional form of enums share. */
export function finishMembers(
  runtime: Executor,
  cls: Class,
  pairs: readonly (readonly [string, Value])[],
  place: Place,
): void {
  cls.flavour = "enum";
  const mixin = kindOf(cls);
  if (mixin !== undefined) cls.data.set("mixin", mixin);
  if (isNamed(cls, "StrEnum") || isNamed(cls, "IntEnum") || isNamed(cls, "IntFlag"))
    cls.data.set("str-of", "value");
  addMembers(runtime, cls, pairs, place);
  cls.construct = (call) => find(runtime, cls, call);
  if (isNamed(cls, "Flag")) flagHooks(cls);
}

function flagHooks(cls: Class): void {
  const of = (value: bigint): Value => {
    const known = [...cls.allMembers.values()].find((member) => member.attributes.get("_value_") === value);
    if (known !== undefined) return known;
    const member = new Instance(cls, isNamed(cls, "IntFlag") ? value : undefined);
    member.attributes.set("_value_", value);
    const names = [...cls.members]
      .filter(([, part]) => {
        const bits = part.attributes.get("_value_");
        return typeof bits === "bigint" && (bits & value) === bits;
      })
      .map(([name]) => name);
    member.attributes.set("_name_", names.join("|"));
    return member;
  };
  const bits = (value: Value): bigint | undefined => {
    const raw = value instanceof Instance ? value.attributes.get("_value_") : value;
    return typeof raw === "bigint" ? raw : undefined;
  };
  cls.hooks = {
    ...cls.hooks,
    binary: (op, left, right) => {
      const a = bits(left);
      const b = bits(right);
      if (a === undefined || b === undefined) return undefined;
      if (op === "|") return of(a | b);
      if (op === "&") return of(a & b);
      return op === "^" ? of(a ^ b) : undefined;
    },
  };
}

/** `Enum("Name", members, …)`. */
export function functionalEnum(runtime: Executor, base: Class, call: Arguments): Value {
  const place = placeOf(call);
  const [name = null, members = call.kwargs.get("names") ?? null] = call.args;
  const mixin = call.kwargs.get("type") ?? null;
  const cls = new Class(
    str(runtime, name, place),
    mixin instanceof Class ? [mixin, base] : [base],
    str(runtime, call.kwargs.get("module") ?? runtime.callerModule(place), place),
    { file: place.file, at: place.at },
  );
  const start = typeof call.kwargs.get("start") === "bigint" ? call.kwargs.get("start") : 1n;
  finishMembers(
    runtime,
    cls,
    functionalPairs(runtime, cls, members, typeof start === "bigint" ? start : 1n, place),
    place,
  );
  return cls;
}

function functionalPairs(
  runtime: Executor,
  cls: Class,
  members: Value,
  start: bigint,
  place: Place,
): (readonly [string, Value])[] {
  const auto = (index: number): Value => {
    if (isNamed(cls, "Flag")) return 1n << BigInt(index);
    return start + BigInt(index);
  };
  if (members instanceof Dict)
    return [...members.entries.values()].map((entry) => [str(runtime, entry.key, place), entry.value]);
  const items =
    typeof members === "string"
      ? members.split(/[\s,]+/u).filter((part) => part !== "")
      : runtime.iterate(members, place);
  return items.map((item, index) => {
    if (typeof item === "string") return [item, isNamed(cls, "StrEnum") ? item.toLowerCase() : auto(index)];
    const [name = null, value = null] = runtime.iterate(item, place);
    return [str(runtime, name, place), value];
  });
}
