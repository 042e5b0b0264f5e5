import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Ajv2020 } from "ajv/dist/2020.js";
import type Formats from "ajv-formats";
import type { JsonObject } from "../interfaces/json.ts";
import type { SchemaChecker } from "../interfaces/ports.ts";
import { nearestNumbers } from "../util/exact-integer.ts";
import { isObject } from "../util/stable-json.ts";
import { isPlainlyValid } from "./plainly-valid.ts";

type Breach = ReturnType<SchemaChecker["check"]>[number];

const mostCompiled = 1_000;
const compiled = new Map<string, ValidateFunction | undefined>();
let ajv: Ajv2020 | undefined;

/**
 * Checks values as Prefect's server does. A schema that cannot be read as JSON Schema checks nothing: the server then
 * says what it thinks of the value.
 */
export const schemaChecker: SchemaChecker = {
  check: (schema, value) => {
    if (isPlainlyValid(schema, value)) return [];
    const validate = validatorOf(schema);
    if (validate === undefined || validate(value)) return [];
    return simplify(validate.errors ?? []).map(toBreach);
  },
};

/** Many deployments share a schema, and compiling it is what costs. */
function validatorOf(schema: JsonObject): ValidateFunction | undefined {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) {
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(key, compile(schema));
  }
  return compiled.get(key);
}

function compile(schema: JsonObject): ValidateFunction | undefined {
  ajv ??= createAjv();
  try {
    const plain = nearestNumbers(schema);
    return ajv.compile(isObject(plain) ? plain : schema);
  } catch {
    return undefined;
  }
}

/** Loaded at the first check, as start-up must not pay for it. */
function createAjv(): Ajv2020 {
  const require = createRequire(import.meta.url);
  const { Ajv2020: Validator } = require("ajv/dist/2020.js") as { Ajv2020: typeof Ajv2020 };
  const { default: addFormats } = require("ajv-formats") as { default: typeof Formats.default };
  // Prefect's templates hold `position` and other words of its own, and formats that nobody else knows
  const made = new Validator({
    strict: false,
    allErrors: true,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
    code: { regExp: lenientRegExp },
  });
  addFormats(made);
  // pydantic takes instants without a zone, durations as seconds or hh:mm:ss, and ids without dashes
  made.addFormat("date-time", addFormats.get("iso-date-time"));
  made.addFormat("time", addFormats.get("iso-time"));
  for (const format of ["duration", "uuid", "binary", "byte"]) made.addFormat(format, true);
  return made;
}

/** A pattern in Python's own dialect is not checked. */
const lenientRegExp = Object.assign(
  (pattern: string, flags: string): RegExp => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return /(?:)/;
    }
  },
  { code: "" },
);

/** Of a value that fits no alternative: the breaches inside it where there are some, else one for all alternatives. */
function simplify(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  return unions.reduce<readonly ErrorObject[]>((left, union) => {
    const at = union.instancePath;
    const deeper = left.some(({ instancePath }) => instancePath.startsWith(`${at}/`));
    const here = left.filter(({ instancePath, keyword }) => instancePath === at && keyword === "type");
    const kinds = here.map(({ params }) => String(params["type"])).filter(isFirst);
    const merged = { ...union, ...(kinds.length > 0 && { message: `must be ${kinds.join(" or ")}` }) };
    const rest = left.filter(
      (error) => error !== union && !(deeper && error.instancePath === at) && !here.includes(error),
    );
    return deeper ? rest : [...rest, merged];
  }, errors);
}

function isFirst(value: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(value) === index;
}

function toBreach({ instancePath, keyword, message = "is refused", params }: ErrorObject): Breach {
  if (keyword === "additionalProperties") {
    return { path: `${instancePath}/${String(params["additionalProperty"])}`, message: "is not known" };
  }
  if (keyword === "required") {
    return { path: `${instancePath}/${String(params["missingProperty"])}`, message: "is required" };
  }
  if (keyword === "enum" || keyword === "const") {
    const allowed: unknown = params["allowedValues"] ?? [params["allowedValue"]];
    return { path: instancePath, message: `must be one of ${JSON.stringify(allowed)}` };
  }
  return { path: instancePath, message };
}
