import { Doubtful, PyRaise, type Place } from "../runtime.ts";
import { findUnknown } from "../values/basics.ts";
import {
  Dict,
  FieldInfo,
  Singleton,
  SpecialForm,
  type Doubt,
  type Parameter,
  type Scope,
  type Value,
} from "../values/value.ts";
import type { Interpreter } from "../interpreter.ts";
import { applyMetadata, discriminated, fieldUpdates } from "./constraints.ts";
import type { TypeContext } from "./context.ts";
import { InvalidSchema, type Core, type Draft, type DraftValue } from "./core.ts";
import { nameDefinitions } from "./definitions.ts";
import { encode, NotJson } from "./encode.ts";
import { evaluateForward, UndefinedName } from "./forward.ts";
import { isSame } from "./json-parts.ts";
import { JsonMaker } from "./json.ts";
import { mergedInfo } from "./merged-info.ts";

import { reservedNames } from "./reserved-names.ts";
import { typeSchema } from "./type-schema.ts";
import { hasV1Type, v1ParameterSchema } from "./v1-parameters.ts";

/** A doubt and the parameter that it touches. */
export interface ParameterDoubt {
  readonly doubt: Doubt;
  readonly parameter?: string;
}

/** What Prefect derives of a function's parameters. */
export interface ParameterSchema {
  readonly schema: Draft;
  readonly doubts: readonly ParameterDoubt[];
}

interface Made {
  readonly name: string;
  readonly key: string;
  readonly core: Core;
  readonly updates: Draft;
  readonly required: boolean;
  /** The JSON of the core, where it is made already. */
  readonly json?: Draft;
}

function anyType(): Value {
  return new SpecialForm("Any");
}

/** The schema of parameters: each tried alone first, and taken as Any where pydantic makes no schema of its type. */
export function parameterSchema(
  interpreter: Interpreter,
  parameters: readonly Parameter[],
  texts: ReadonlyMap<string, string>,
  scopes: readonly Scope[],
): ParameterSchema {
  if (hasV1Type(parameters)) return v1ParameterSchema(parameters, texts);
  const doubts: ParameterDoubt[] = [];
  const made: Made[] = [];
  const { definitions } = new JsonMaker({ file: "", at: 0 });
  for (const [position, parameter] of parameters.entries()) {
    const reserved = reservedNames.has(parameter.name);
    const name = reserved ? `${parameter.name}__` : parameter.name;
    if (name === "cls" || name === "self") continue;
    const place: Place = { file: parameter.file, at: parameter.at };
    const context: TypeContext = {
      runtime: interpreter,
      scopes,
      place,
      config: new Map(),
      variables: new Map(),
      open: new Set(),
    };
    const report = (doubt: Doubt): void => {
      doubts.push({ doubt, parameter: parameter.name });
    };
    const build = (type: Value): Made =>
      field(context, parameter, type, position, texts.get(parameter.name), name);
    const annotation = parameter.annotation === undefined ? anyType() : parameter.annotation;
    const before = definitions.size;
    try {
      const attempt = build(annotation);
      made.push({ ...attempt, json: new JsonMaker(place, definitions).make(attempt.core) });
    } catch (thrown) {
      for (const id of [...definitions.keys()].slice(before)) definitions.delete(id);
      if (thrown instanceof Doubtful) report(thrown.doubt);
      else if (thrown instanceof NotJson)
        report({ code: "unknown-type", message: "a value in the schema that is no JSON", ...place });
      else if (thrown instanceof PyRaise && !isTaken(thrown))
        report({
          code: "unknown-type",
          message: `${thrown.value.cls.name}: ${thrown.message}`,
          ...thrown.place,
        });
      else if (!(
        thrown instanceof InvalidSchema ||
        thrown instanceof UndefinedName ||
        thrown instanceof PyRaise
      ))
        throw thrown;
      made.push(fallback(build, parameter, report, name));
    }
  }
  return { schema: assemble(made, definitions), doubts };
}

/** Whether Prefect takes Any for a parameter whose schema raises this. */
function isTaken(thrown: PyRaise): boolean {
  return thrown.value.cls.mro.some((cls) => cls.name === "ValueError" || cls.name === "TypeError");
}

function fallback(
  build: (type: Value) => Made,
  parameter: Parameter,
  report: (doubt: Doubt) => void,
  name: string,
): Made {
  try {
    return build(anyType());
  } catch (thrown) {
    if (thrown instanceof Doubtful) report(thrown.doubt);
    else if (!(thrown instanceof NotJson)) throw thrown;
    return {
      name,
      key: parameter.name,
      core: { type: "any" },
      updates: { title: parameter.name },
      required: parameter.value === undefined,
    };
  }
}

function field(
  context: TypeContext,
  parameter: Parameter,
  annotation: Value,
  position: number,
  text: string | undefined,
  name: string,
): Made {
  const given = parameter.value;
  const own = given instanceof FieldInfo ? given : undefined;
  const value = own === undefined ? given : own.given.get("default");
  const described = own?.given.get("description") ?? null;
  const description = described === null || described === "" ? (text ?? null) : described;
  const extra = own?.given.get("json_schema_extra") ?? null;
  const more = extra instanceof Dict ? encode(extra, context.place) : {};
  const ownInfo = new FieldInfo(
    new Map<string, Value>([
      ["title", parameter.name],
      ["description", description],
    ]),
    [],
  );
  const resolved = typeof annotation === "string" ? evaluateForward(context, annotation) : annotation;
  const { type, info } = mergedInfo({
    name,
    annotation: resolved,
    value: undefined,
    factory: undefined,
    info: ownInfo,
    required: false,
    init: true,
    keywordOnly: false,
    initOnly: false,
    scope: undefined,
    file: context.place.file,
    at: context.place.at,
  });
  let core = applyMetadata(context, typeSchema(context, type), info.metadata);
  const discriminator = info.given.get("discriminator") ?? null;
  if (discriminator !== null) core = discriminated(core, discriminator, context);
  const declared =
    value === undefined || (value instanceof Singleton && value.name === "Ellipsis")
      ? info.given.get("default")
      : value;
  const factory = info.given.get("default_factory") ?? null;
  const isMissing = declared === undefined;
  if (declared !== undefined) {
    const inside = findUnknown(declared);
    if (inside !== undefined) throw new Doubtful(inside.doubt);
    core = { type: "default", schema: core, value: declared };
  } else if (factory !== null) core = { type: "default", schema: core };
  const { updates } = fieldUpdates(info, context);
  const inner = info.given.get("json_schema_extra") ?? null;
  const innerExtra = inner instanceof Dict ? encode(inner, context.place) : {};
  const position_: Draft = isDraft(more) ? more : {};
  if (!("position" in position_)) position_["position"] = BigInt(position);
  return {
    name,
    key: parameter.name,
    core,
    updates: { ...updates, ...(isDraft(innerExtra) ? innerExtra : {}), ...position_ },
    required: isMissing && factory === null,
  };
}

function isDraft(value: DraftValue): value is Draft {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function assemble(made: readonly Made[], definitions: JsonMaker["definitions"]): Draft {
  const maker = new JsonMaker({ file: "", at: 0 }, definitions);
  const properties: Draft = {};
  const required: string[] = [];
  for (const item of made) {
    const schema: Draft = { ...(item.json ?? maker.make(item.core)), ...item.updates };
    const target =
      typeof schema["$ref"] === "string" ? maker.definitions.get(schema["$ref"].slice(5))?.schema : undefined;
    if (target !== undefined) {
      for (const [key, value] of Object.entries(schema)) {
        const same = target[key];
        if (key !== "$ref" && same !== undefined && isSame(same, value)) Reflect.deleteProperty(schema, key);
      }
    }
    properties[item.key] = schema;
    if (item.required) required.push(item.key);
  }
  return nameDefinitions({ title: "Parameters", type: "object", properties, required }, maker.definitions);
}
