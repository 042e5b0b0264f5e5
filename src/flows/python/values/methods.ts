import type { Place, Runtime } from "../runtime.ts";
import { placeOf } from "../runtime.ts";
import { dictGet, dictOf, equal, firstOf, hashKey, isNumber, setOf, typeName, unwrapped } from "./basics.ts";
import { iterate, unordered } from "./collections.ts";
import { order } from "./order.ts";
import { stringMethods } from "./string-methods.ts";
import { Builtin, Bytes, Dict, Iterator, List, PySet, Tuple, type Arguments, type Value } from "./value.ts";

export type Method<Self> = (runtime: Runtime, self: Self, call: Arguments) => Value;

const listMethods: Readonly<Record<string, Method<List>>> = {
  append: (_, self, call) => {
    self.items.push(call.args[0] ?? null);
    return null;
  },
  extend: (runtime, self, call) => {
    self.items.push(...iterate(runtime, call.args[0] ?? null, placeOf(call)));
    return null;
  },
  insert: (_, self, call) => {
    self.items.splice(Number(call.args[0] ?? 0n), 0, call.args[1] ?? null);
    return null;
  },
  pop: (runtime, self, call) => {
    const index = Number(call.args[0] ?? -1n);
    const [item] = self.items.splice(index < 0 ? index + self.items.length : index, 1);
    return item === undefined ? runtime.raise("IndexError", "pop from empty list", placeOf(call)) : item;
  },
  remove: (runtime, self, call) => {
    const index = self.items.findIndex((item) => equal(item, call.args[0] ?? null));
    if (index < 0) return runtime.raise("ValueError", "list.remove(x): x not in list", placeOf(call));
    self.items.splice(index, 1);
    return null;
  },
  clear: (_, self) => {
    self.items.length = 0;
    return null;
  },
  copy: (_, self) => new List([...self.items]),
  reverse: (_, self) => {
    self.items.reverse();
    return null;
  },
  sort: (runtime, self, call) => {
    self.items = sorted(runtime, self.items, call.kwargs, placeOf(call));
    return null;
  },
  index: (runtime, self, call) => indexOf(runtime, self.items, call),
  count: (_, self, call) => BigInt(self.items.filter((item) => equal(item, call.args[0] ?? null)).length),
};

function indexOf(runtime: Runtime, items: readonly Value[], call: Arguments): Value {
  const index = items.findIndex((item) => equal(item, call.args[0] ?? null));
  return index < 0 ? runtime.raise("ValueError", "value is not in list", placeOf(call)) : BigInt(index);
}

const tupleMethods: Readonly<Record<string, Method<Tuple>>> = {
  index: (runtime, self, call) => indexOf(runtime, self.items, call),
  count: (_, self, call) => BigInt(self.items.filter((item) => equal(item, call.args[0] ?? null)).length),
};

function pairsOf(runtime: Runtime, call: Arguments): (readonly [Value, Value])[] {
  const [source] = call.args;
  const plain = source === undefined ? undefined : unwrapped(source);
  const pairs: (readonly [Value, Value])[] = [];
  if (plain instanceof Dict)
    pairs.push(...[...plain.entries.values()].map((entry) => [entry.key, entry.value] as const));
  else if (plain !== undefined) {
    for (const pair of iterate(runtime, plain, placeOf(call))) {
      const [key, value] = iterate(runtime, pair, placeOf(call));
      if (key === undefined || value === undefined)
        runtime.raise("ValueError", "dictionary update sequence element has the wrong length", placeOf(call));
      else pairs.push([key, value]);
    }
  }
  pairs.push(...call.kwargs);
  for (const [key] of pairs)
    if (hashKey(key) === undefined)
      runtime.raise("TypeError", `unhashable type: '${typeName(key)}'`, placeOf(call));
  return pairs;
}

/** The dict that `dict(…)` makes of its arguments. */
export function makeDict(runtime: Runtime, call: Arguments): Dict {
  return dictOf(pairsOf(runtime, call));
}

function keyOf(runtime: Runtime, call: Arguments): string {
  return (
    hashKey(call.args[0] ?? null) ??
    runtime.raise("TypeError", `unhashable type: '${typeName(call.args[0] ?? null)}'`, placeOf(call))
  );
}

const dictMethods: Readonly<Record<string, Method<Dict>>> = {
  get: (_, self, call) => firstOf(dictGet(self, call.args[0] ?? null), call.args[1]) ?? null,
  keys: (_, self) => new List([...self.entries.values()].map((entry) => entry.key)),
  values: (_, self) => new List([...self.entries.values()].map((entry) => entry.value)),
  items: (_, self) =>
    new List([...self.entries.values()].map((entry) => new Tuple([entry.key, entry.value]))),
  copy: (_, self) => dictOf([...self.entries.values()].map((entry) => [entry.key, entry.value])),
  update: (runtime, self, call) => {
    for (const [key, value] of pairsOf(runtime, call)) {
      const text = hashKey(key) ?? "";
      self.entries.set(text, { key: self.entries.get(text)?.key ?? key, value });
    }
    return null;
  },
  setdefault: (runtime, self, call) => {
    const key = keyOf(runtime, call);
    const found = self.entries.get(key);
    if (found !== undefined) return found.value;
    self.entries.set(key, { key: call.args[0] ?? null, value: call.args[1] ?? null });
    return call.args[1] ?? null;
  },
  pop: (runtime, self, call) => {
    const key = keyOf(runtime, call);
    const found = self.entries.get(key);
    self.entries.delete(key);
    return firstOf(found?.value, call.args[1]) === undefined
      ? runtime.raise("KeyError", key, placeOf(call))
      : (firstOf(found?.value, call.args[1], null) ?? null);
  },
  clear: (_, self) => {
    self.entries.clear();
    return null;
  },
};

const setMethods: Readonly<Record<string, Method<PySet>>> = {
  add: (runtime, self, call) => {
    const key = keyOf(runtime, call);
    if (!self.entries.has(key)) self.entries.set(key, call.args[0] ?? null);
    return null;
  },
  discard: (runtime, self, call) => {
    self.entries.delete(keyOf(runtime, call));
    return null;
  },
  update: (runtime, self, call) => {
    for (const item of unordered(runtime, call.args[0] ?? null, placeOf(call)))
      self.entries.set(hashKey(item) ?? "", item);
    return null;
  },
  union: (runtime, self, call) =>
    setOf(
      [...self.entries.values(), ...call.args.flatMap((other) => unordered(runtime, other, placeOf(call)))],
      self.frozen,
    ),
  intersection: (runtime, self, call) => {
    const other = setOf(unordered(runtime, call.args[0] ?? null, placeOf(call)));
    return setOf(
      [...self.entries].filter(([key]) => other.entries.has(key)).map(([, item]) => item),
      self.frozen,
    );
  },
  difference: (runtime, self, call) => {
    const other = setOf(unordered(runtime, call.args[0] ?? null, placeOf(call)));
    return setOf(
      [...self.entries].filter(([key]) => !other.entries.has(key)).map(([, item]) => item),
      self.frozen,
    );
  },
  copy: (_, self) => setOf(self.entries.values(), self.frozen),
  issubset: (runtime, self, call) => {
    const other = setOf(unordered(runtime, call.args[0] ?? null, placeOf(call)));
    return [...self.entries.keys()].every((key) => other.entries.has(key));
  },
};

const bytesMethods: Readonly<Record<string, Method<Bytes>>> = {
  decode: (_, self) => new TextDecoder().decode(self.bytes),
  hex: (_, self) => [...self.bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
};

const numberMethods: Readonly<Record<string, Method<boolean | bigint | number>>> = {
  is_integer: (_, self) => Number.isInteger(Number(self)),
  bit_length: (_, self) => (self === 0n ? 0n : BigInt(BigInt(self).toString(2).replace("-", "").length)),
  conjugate: (_, self) => self,
};

/** `sorted(items, key=…, reverse=…)`. */
export function sorted(
  runtime: Runtime,
  items: readonly Value[],
  options: ReadonlyMap<string, Value>,
  place: Place,
): Value[] {
  const key = options.get("key") ?? null;
  const reverse = options.get("reverse") === true || options.get("reverse") === 1n;
  const keyed = items.map((item) => ({
    item,
    key: key === null ? item : runtime.call(key, { args: [item], kwargs: new Map(), ...place }),
  }));
  keyed.sort((a, b) => {
    const result =
      order(runtime, a.key, b.key, place) ??
      runtime.raise(
        "TypeError",
        `'<' not supported between instances of '${typeName(a.key)}' and '${typeName(b.key)}'`,
        place,
      );
    return reverse ? -result : result;
  });
  return keyed.map((entry) => entry.item);
}

function own<Self>(
  methods: Readonly<Record<string, Method<Self>>>,
  runtime: Runtime,
  self: Self,
  name: string,
): Builtin | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method === undefined ? undefined : new Builtin(name, (call) => method(runtime, self, call));
}

const methodsByClass: Readonly<Record<string, object>> = {
  str: stringMethods,
  list: listMethods,
  tuple: tupleMethods,
  dict: dictMethods,
  set: setMethods,
  frozenset: setMethods,
  bytes: bytesMethods,
};

/** Whether a builtin class has a method that is followed. */
export function isMethodOf(cls: string, name: string): boolean {
  const methods = Object.hasOwn(methodsByClass, cls) ? methodsByClass[cls] : undefined;
  return methods !== undefined && Object.hasOwn(methods, name);
}

/** A method of a builtin value; undefined where it has none of that name. */
export function builtinMethod(runtime: Runtime, self: Value, name: string): Value | undefined {
  if (typeof self === "string") return own(stringMethods, runtime, self, name);
  if (self instanceof List) return own(listMethods, runtime, self, name);
  if (self instanceof Tuple) return own(tupleMethods, runtime, self, name);
  if (self instanceof Dict) return own(dictMethods, runtime, self, name);
  if (self instanceof PySet) return own(setMethods, runtime, self, name);
  if (self instanceof Bytes) return own(bytesMethods, runtime, self, name);
  if (isNumber(self)) {
    if (name === "real" || name === "numerator") return self;
    if (name === "imag") return 0n;
    return own(numberMethods, runtime, self, name);
  }
  if (self instanceof Iterator && name === "__next__") {
    return new Builtin(name, (call) => {
      const item = self.items[self.position++];
      return item === undefined ? runtime.raise("StopIteration", "", placeOf(call)) : item;
    });
  }
  return undefined;
}
