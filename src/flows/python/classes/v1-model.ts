import { Doubtful, giveUp, placeOf, PyRaise } from "../runtime.ts";
import { moduleScope } from "../evaluation/scope.ts";
import {
  Class,
  Descriptor,
  Dict,
  FieldInfo,
  Func,
  Instance,
  Unknown,
  type Doubt,
  type Field,
  type Scope,
  type Value,
} from "../values/value.ts";
import type { Executor } from "../evaluation/executor.ts";
import { reservedNames } from "../schema/reserved-names.ts";
import { isEllipsis } from "./is-ellipsis.ts";

/** Settings of pydantic 1 that do not show in a schema. */
const silentSettings = new Set([
  "arbitrary_types_allowed",
  "orm_mode",
  "allow_mutation",
  "allow_population_by_field_name",
  "validate_assignment",
  "validate_all",
  "frozen",
  "smart_union",
  "anystr_strip_whitespace",
]);

/** Makes a model of pydantic 1 of a class statement: plain fields; what is more becomes a doubt. */
export function finishV1Model(
  runtime: Executor,
  cls: Class,
  scope: Scope,
  options: ReadonlyMap<string, Value>,
): Value {
  const place = { file: cls.file ?? "", at: cls.at };
  const doubt = (what: string): void => {
    const message = `${cls.name} is a model of pydantic.v1 with ${what}`;
    cls.doubts = [...cls.doubts, { code: "unknown-type", message, ...place } satisfies Doubt];
  };
  cls.flavour = "v1-model";
  cls.construct = (call) => giveUp("unknown-value", `an instance of ${cls.name}`, placeOf(call));
  if (options.size > 0) doubt("class keywords");
  if (cls.bases.length !== 1 || cls.bases[0]?.flavour !== "v1-model") doubt("other bases");
  if (cls.data.get("generic") === true) doubt("type parameters");
  cls.config = new Map([...(cls.bases[0]?.config ?? []), ...settings(scope.names.get("Config"), doubt)]);
  const fields = new Map(cls.bases[0]?.fields ?? []);
  const annotations = scope.names.get("__annotations__");
  const annotated = new Set<string>();
  for (const { key, value } of annotations instanceof Dict ? annotations.entries.values() : []) {
    if (typeof key !== "string") continue;
    annotated.add(key);
    const isTaken =
      reservedNames.has(key) || cls.mro.slice(1).some((base) => base.names.has(key) && !base.fields.has(key));
    if (key.startsWith("_")) doubt("fields that begin with an underscore");
    else if (isTaken) doubt(`the field ${key}, which is an attribute of its base`);
    else fields.set(key, fieldOf(runtime, cls, scope, key, value, doubt));
  }
  for (const [name, value] of scope.names) {
    const isMethod = value instanceof Func || value instanceof Descriptor;
    const isValidator = value instanceof Instance && value.cls.name === "PydanticDecorator";
    const isMade = name === "Config" || (name.startsWith("__") && name !== "__root__");
    if (!annotated.has(name) && !isMethod && !isValidator && !isMade) doubt(`the name ${name} in its body`);
    if (name.startsWith("__get_") || name === "__modify_schema__") doubt(`the method ${name}`);
  }
  cls.fields = fields;
  return cls;
}

function settings(config: Value | undefined, doubt: (what: string) => void): [string, Value][] {
  if (config === undefined) return [];
  if (!(config instanceof Class) || config.bases.some(({ name }) => name !== "object")) {
    doubt("a Config that is not plain");
    return [];
  }
  const out: [string, Value][] = [];
  for (const [key, value] of config.names) {
    if (silentSettings.has(key) || key.startsWith("__")) continue;
    if ((key === "title" || key === "extra") && typeof value === "string") out.push([key, value]);
    else doubt(`the setting ${key}`);
  }
  return out;
}

function fieldOf(
  runtime: Executor,
  cls: Class,
  scope: Scope,
  name: string,
  declared: Value,
  doubt: (what: string) => void,
): Field {
  const place = { file: cls.file ?? "", at: cls.at };
  let annotation = declared;
  if (typeof declared === "string") {
    try {
      annotation = runtime.evaluateText(declared, moduleScope(scope.module), place);
    } catch (thrown) {
      if (!(thrown instanceof PyRaise || thrown instanceof Doubtful)) throw thrown;
      doubt(`the annotation ${declared}`);
    }
  }
  const given = scope.names.get(name);
  const info = given instanceof FieldInfo ? given : undefined;
  const value = info === undefined ? given : info.given.get("default");
  if (value instanceof Unknown) doubt(`a default of ${name} that is not known`);
  return {
    name,
    annotation,
    value: isEllipsis(value) ? undefined : value,
    factory: info?.given.get("default_factory"),
    info,
    required: isEllipsis(value),
    init: true,
    keywordOnly: false,
    initOnly: false,
    scope,
    ...place,
  };
}
