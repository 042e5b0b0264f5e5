import { bindArguments } from "../evaluation/bind.ts";
import type { Executor } from "../evaluation/executor.ts";
import { placeOf, type Runtime } from "../runtime.ts";
import { str } from "../values/text.ts";
import {
  Class,
  Dict,
  Instance,
  SpecialForm,
  Tuple,
  type Arguments,
  type Field,
  type Parameter,
  type Scope,
  type Value,
} from "../values/value.ts";

function complete(runtime: Runtime, cls: Class, fields: readonly Field[]): Value {
  cls.flavour = "named-tuple";
  cls.fields = new Map(fields.map((field) => [field.name, field]));
  const parameters: Parameter[] = fields.map((field) => ({
    name: field.name,
    kind: "positional",
    annotation: undefined,
    value: field.value,
    file: field.file,
    at: field.at,
  }));
  cls.construct = (call) => {
    const asked = call.kwargs.get(" cls");
    const made = new Instance(asked instanceof Class ? asked : cls);
    const kwargs = new Map([...call.kwargs].filter(([name]) => name !== " cls"));
    for (const [name, value] of bindArguments(
      runtime,
      cls.name,
      parameters,
      { ...call, kwargs },
      placeOf(call),
    ))
      made.attributes.set(name, value);
    return made;
  };
  cls.hooks = { iterate: (value) => [...value.attributes.values()] };
  cls.names.set("_fields", new Tuple(fields.map((field) => field.name)));
  return cls;
}

function field(
  name: string,
  annotation: Value,
  value: Value | undefined,
  cls: Class,
  scope: Scope | undefined,
): Field {
  return {
    name,
    annotation,
    value,
    factory: undefined,
    info: undefined,
    required: value === undefined,
    init: true,
    keywordOnly: false,
    initOnly: false,
    scope,
    file: cls.file ?? "",
    at: cls.at,
  };
}

/** Makes a NamedTuple of a class statement; a class that inherits from one keeps its fields. */
export function finishNamedTuple(runtime: Executor, cls: Class, scope: Scope): Value {
  const annotations = scope.names.get("__annotations__");
  const inherited = cls.mro.slice(1).find((base) => base.fields.size > 0);
  if (inherited !== undefined) return complete(runtime, cls, [...inherited.fields.values()]);
  const fields: Field[] = [];
  if (annotations instanceof Dict) {
    for (const { key, value } of annotations.entries.values()) {
      if (typeof key === "string") fields.push(field(key, value, scope.names.get(key), cls, scope));
    }
  }
  for (const { name } of fields) cls.names.delete(name);
  return complete(runtime, cls, fields);
}

/** `collections.namedtuple("Name", "a b", defaults=…)` and `typing.NamedTuple("Name", [("a", int)])`. */
export function functionalNamedTuple(runtime: Runtime, base: Class, call: Arguments, typed: boolean): Value {
  const place = placeOf(call);
  const [name = null, given = call.kwargs.get(typed ? "fields" : "field_names") ?? null] = call.args;
  const cls = new Class(str(runtime, name, place), [base], runtime.callerModule(place), place);
  const items =
    typeof given === "string"
      ? given.split(/[\s,]+/u).filter((part) => part !== "")
      : runtime.iterate(given, place);
  const defaults = call.kwargs.get("defaults");
  const values = defaults === undefined || defaults === null ? [] : runtime.iterate(defaults, place);
  const fields = items.map((item, index) => {
    const fallback = values[index - (items.length - values.length)];
    if (!typed) return field(str(runtime, item, place), new SpecialForm("Any"), fallback, cls, undefined);
    const [key = null, type = null] = runtime.iterate(item, place);
    return field(str(runtime, key, place), type, undefined, cls, undefined);
  });
  return complete(runtime, cls, fields);
}
