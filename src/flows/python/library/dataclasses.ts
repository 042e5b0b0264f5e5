import { bindArguments } from "../evaluation/bind.ts";
import { giveUp, placeOf, type Place, type Runtime } from "../runtime.ts";
import { dictOf, firstOf } from "../values/basics.ts";
import { str } from "../values/text.ts";
import {
  Alias,
  Class,
  Constraint,
  Dict,
  FieldInfo,
  Func,
  Instance,
  SpecialForm,
  Tuple,
  Unknown,
  type Arguments,
  type Field,
  type Parameter,
  type Value,
} from "../values/value.ts";
import { namespaceModule } from "../schema/forward.ts";
import { native, nativeClass, type Names } from "./library.ts";

function isForm(annotation: Value, name: string): boolean {
  if (typeof annotation === "string")
    return annotation === name || annotation.startsWith(`${name}[`) || annotation.includes(`.${name}[`);
  if (annotation instanceof Alias) return isForm(annotation.origin, name);
  return (annotation instanceof SpecialForm || annotation instanceof Class) && annotation.name === name;
}

function ownFields(cls: Class, keywordOnly: boolean): Field[] {
  const annotations = cls.names.get("__annotations__");
  if (!(annotations instanceof Dict)) return [];
  let isKeywordOnly = keywordOnly;
  const out: Field[] = [];
  for (const { key, value: annotation } of annotations.entries.values()) {
    if (typeof key !== "string" || isForm(annotation, "ClassVar")) continue;
    if (isForm(annotation, "KW_ONLY")) {
      isKeywordOnly = true;
      continue;
    }
    const given = cls.names.get(key);
    const info = given instanceof FieldInfo ? given : undefined;
    const value = info === undefined ? given : info.given.get("default");
    const factory = info?.given.get("default_factory");
    const initOnly = isForm(annotation, "InitVar");
    out.push({
      name: key,
      annotation: initOnly && annotation instanceof Alias ? (annotation.args[0] ?? null) : annotation,
      value,
      factory,
      info: fieldInfo(info),
      initOnly,
      scope: cls.scope,
      required: value === undefined && factory === undefined,
      init: info?.given.get("init") !== false,
      keywordOnly:
        info?.given.get("kw_only") === true || (isKeywordOnly && info?.given.get("kw_only") !== false),
      file: cls.file ?? "",
      at: cls.at,
    });
    if (info !== undefined) {
      cls.names.delete(key);
      if (value !== undefined) cls.names.set(key, value);
    }
  }
  return out;
}

const taken = new Set([
  "title",
  "description",
  "alias",
  "validation_alias",
  "serialization_alias",
  "examples",
  "deprecated",
  "json_schema_extra",
  "discriminator",
  "exclude",
]);
const constraints = new Set(["gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "pattern"]);

/** Of `dataclasses.field` pydantic takes what its own Field knows out of the metadata. */
function fieldInfo(info: FieldInfo | undefined): FieldInfo | undefined {
  if (info?.given.get(" of") !== "dataclasses") return info;
  const metadata = info.given.get("metadata");
  const pairs =
    metadata instanceof Dict
      ? [...metadata.entries.values()].flatMap(({ key, value }) =>
          typeof key === "string" ? [[key, value] as const] : [],
        )
      : [];
  const limits = pairs
    .filter(([key]) => constraints.has(key))
    .map(([key, value]) => new Constraint(new Map([[key, value]])));
  return new FieldInfo(new Map(pairs.filter(([key]) => taken.has(key))), limits);
}

/** `dataclass` looks an annotation that is a text up in the module of the class, and Prefect's namespace is none. */
function checkTexts(runtime: Runtime, cls: Class, place: Place): void {
  const annotations = cls.names.get("__annotations__");
  if (!(annotations instanceof Dict)) return;
  for (const { value } of annotations.entries.values())
    if (typeof value === "string" && /^\s*\w/.test(value) && !/^\s*\w+\s*\./.test(value))
      runtime.raise("AttributeError", "'NoneType' object has no attribute '__dict__'", place);
}

/** Makes a dataclass of a class. */
export function makeDataclass(
  runtime: Runtime,
  cls: Class,
  options: ReadonlyMap<string, Value>,
  place: Place,
): Class {
  if (cls.module === namespaceModule) checkTexts(runtime, cls, place);
  const fields = new Map<string, Field>();
  for (const base of cls.mro.slice(1).toReversed())
    if (base.flavour === "dataclass") for (const [name, field] of base.fields) fields.set(name, field);
  for (const field of ownFields(cls, options.get("kw_only") === true)) fields.set(field.name, field);
  cls.flavour = "dataclass";
  cls.fields = fields;
  cls.data.set("frozen", options.get("frozen") === true);
  cls.data.set("eq", options.get("eq") !== false);
  cls.data.set(
    "dump",
    [...fields.values()].filter((field) => !field.initOnly).map((field) => field.name),
  );
  let optional: string | undefined;
  for (const field of fields.values()) {
    if (!field.init || field.keywordOnly) continue;
    if (!field.required) optional = field.name;
    else if (optional !== undefined)
      return runtime.raise(
        "TypeError",
        `non-default argument '${field.name}' follows default argument`,
        place,
      );
    if (
      field.value instanceof Dict ||
      (typeof field.value === "object" &&
        field.value !== null &&
        (field.value.kind === "list" || field.value.kind === "set"))
    ) {
      return runtime.raise(
        "ValueError",
        `mutable default for field ${field.name} is not allowed: use default_factory`,
        place,
      );
    }
  }
  if (options.get("init") !== false && !cls.names.has("__init__"))
    cls.construct = (call) => construct(runtime, cls, call);
  return cls;
}

function construct(runtime: Runtime, cls: Class, call: Arguments): Value {
  const place = placeOf(call);
  const asked = call.kwargs.get(" cls");
  const actual = asked instanceof Class ? asked : cls;
  const fields = [...actual.fields.values()];
  const ordered = [
    ...fields.filter((field) => !field.keywordOnly),
    ...fields.filter((field) => field.keywordOnly),
  ].filter((field) => field.init);
  const missing = new Unknown({ code: "unknown-value", message: "", ...place });
  const parameters: Parameter[] = ordered.map((field) => ({
    name: field.name,
    kind: field.keywordOnly ? "keyword-only" : "positional",
    annotation: undefined,
    value: firstOf(field.value, field.factory === undefined ? undefined : missing),
    file: field.file,
    at: field.at,
  }));
  const kwargs = new Map([...call.kwargs].filter(([name]) => name !== " cls"));
  const bound = bindArguments(runtime, cls.name, parameters, { ...call, kwargs }, place);
  const made = new Instance(actual);
  const later: Value[] = [];
  for (const field of fields) {
    const given = bound.get(field.name);
    const value = given === undefined || given === missing ? defaultOf(runtime, field, place) : given;
    if (field.initOnly) later.push(value ?? null);
    else if (value !== undefined) made.attributes.set(field.name, value);
  }
  const hook = actual.mro
    .map((base) => base.names.get("__post_init__"))
    .find((value) => value instanceof Func);
  if (hook !== undefined) {
    actual.data.set("making", true);
    runtime.call(hook, { args: [made, ...later], kwargs: new Map(), ...place });
    actual.data.set("making", false);
  }
  return made;
}

function defaultOf(runtime: Runtime, field: Field, place: Place): Value | undefined {
  return field.factory === undefined
    ? field.value
    : runtime.call(field.factory, { args: [], kwargs: new Map(), ...place });
}

function fieldsByNames(runtime: Runtime, given: Value, cls: Class, place: Place): void {
  const annotations: [Value, Value][] = [];
  for (const item of runtime.iterate(given, place)) {
    if (typeof item === "string") {
      annotations.push([item, new SpecialForm("Any")]);
      continue;
    }
    const [name = null, type = null, value] = runtime.iterate(item, place);
    annotations.push([name, type]);
    if (typeof name === "string" && value !== undefined) cls.names.set(name, value);
  }
  cls.names.set("__annotations__", dictOf(annotations));
}

/** The names of `dataclasses`. */
export function dataclassNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const initVar = nativeClass("InitVar", "dataclasses", [object]);
  initVar.data.set("generic", true);
  const decorate = (options: ReadonlyMap<string, Value>): Value =>
    native("dataclass", (call) => {
      const [cls = null] = call.args;
      return cls instanceof Class
        ? makeDataclass(runtime, cls, options, placeOf(call))
        : giveUp("unknown-value", "dataclass() of something that is no class", placeOf(call));
    });
  return {
    InitVar: initVar,
    KW_ONLY: nativeClass("KW_ONLY", "dataclasses", [object]),
    MISSING: new SpecialForm("MISSING"),
    dataclass: native("dataclass", (call) =>
      call.args[0] instanceof Class
        ? makeDataclass(runtime, call.args[0], call.kwargs, placeOf(call))
        : decorate(call.kwargs),
    ),
    field: native(
      "field",
      (call) => new FieldInfo(new Map([...call.kwargs, [" of", "dataclasses"]]), []),
      true,
    ),
    make_dataclass: native("make_dataclass", (call) => {
      const place = placeOf(call);
      const cls = new Class(str(runtime, call.args[0] ?? null, place), [object], "types", place);
      const bases = call.kwargs.get("bases");
      if (bases instanceof Tuple && bases.items.length > 0)
        return giveUp("unknown-value", "make_dataclass() with bases", place);
      fieldsByNames(runtime, call.args[1] ?? call.kwargs.get("fields") ?? null, cls, place);
      return makeDataclass(runtime, cls, call.kwargs, place);
    }),
    asdict: native("asdict", (call) => toDict(call.args[0] ?? null)),
    astuple: native("astuple", (call) =>
      call.args[0] instanceof Instance ? new Tuple([...call.args[0].attributes.values()]) : new Tuple([]),
    ),
    replace: native("replace", (call) => {
      const [instance = null] = call.args;
      if (!(instance instanceof Instance)) return giveUp("unknown-value", "replace()", placeOf(call));
      const before = [...instance.attributes].filter(
        ([name]) => instance.cls.fields.get(name)?.init === true,
      );
      return runtime.call(instance.cls, { ...call, args: [], kwargs: new Map([...before, ...call.kwargs]) });
    }),
    fields: native("fields", (call) => giveUp("unknown-value", "fields()", placeOf(call))),
    is_dataclass: native(
      "is_dataclass",
      (call) => (call.args[0] instanceof Instance ? call.args[0].cls : call.args[0]) instanceof Class,
    ),
    FrozenInstanceError: runtime.builtinClass("AttributeError"),
  };
}

function toDict(value: Value): Value {
  if (value instanceof Instance && value.cls.flavour === "dataclass")
    return dictOf(
      [...value.attributes]
        .filter(([name]) => value.cls.fields.has(name))
        .map(([name, item]) => [name, toDict(item)]),
    );
  return value;
}
