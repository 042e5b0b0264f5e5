import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { JobOrigin } from "../../interfaces/job.ts";
import { isObject } from "../../util/stable-json.ts";
import { jobVariablesFor, valueNamed } from "./job-values.ts";
import { keysOf, placeholdersIn, type Placeholder } from "./placeholders.ts";
import { pythonText } from "./python-text.ts";

/** One value of a job, and where it comes from. */
export interface JobLeaf {
  /** Keys from the root of the configuration. */
  readonly path: readonly string[];
  readonly value: Json;
  readonly origin: JobOrigin;
  /** The job variable and the keys in it; empty unless a deployment set it. */
  readonly from: readonly string[];
  readonly atRunTime: boolean;
}

interface Source {
  readonly origin: JobOrigin;
  readonly from: readonly string[];
}

const fixed: Source = { origin: "template", from: [] };

/**
 * The job configuration that Prefect's worker makes of a pool's base job template and a deployment's job variables
 * (`BaseJobConfiguration.from_template_and_values` of Prefect 3.8), with the origin of each value. Pure.
 *
 * A placeholder that is a whole text becomes its value, or takes its key with it where there is none; within a text it
 * becomes text. Blocks, variables and environment variables stay as they are: they are looked up for each run.
 */
export function renderJob(
  template: JsonObject,
  given: JsonObject,
): { readonly configuration: JsonObject; readonly leaves: readonly JobLeaf[] } {
  const declared = template["job_configuration"];
  const { defaults, set, values } = jobVariablesFor(template, given);
  const leaves: JobLeaf[] = [];
  const sourceOf = (name: string): Source => {
    const from = keysOf(name);
    return Object.hasOwn(set, from[0] ?? "") ? { origin: "deployment", from } : { origin: "pool", from: [] };
  };

  /** A value that nothing is put into any more. */
  const finished = (value: Json, path: readonly string[], source: Source, looked: boolean): Json => {
    const isVariable = path.length === 2 && path[0] === "env";
    const plain = isVariable && value !== null ? pythonText(value) : value;
    if (typeof plain === "object" && plain !== null && !isBlock(plain) && Object.keys(plain).length > 0) {
      const inner = (key: string, one: Json): Json => {
        const from = source.from.length === 0 ? [] : [...source.from, key];
        return finished(one, [...path, key], { ...source, from }, looked);
      };
      if (!isObject(plain)) return plain.map((one, index) => inner(String(index), one));
      return Object.fromEntries(Object.entries(plain).map(([key, one]) => [key, inner(key, one)]));
    }
    const atRunTime =
      isBlock(plain) ||
      (typeof plain === "string" && placeholdersIn(plain).some((one) => isLate(one, looked)));
    leaves.push({ path, value: plain, ...source, atRunTime });
    return plain;
  };

  const filled = (text: string, path: readonly string[], source: Source): Json | undefined => {
    const found = placeholdersIn(text);
    const [only] = found;
    if (only?.text === text && only.kind === "variable") {
      const value = valueNamed(values, only.name);
      return value === undefined
        ? undefined
        : finished(value, path, stronger(source, sourceOf(only.name)), false);
    }
    const used = found.filter(
      ({ kind, name }) => kind === "variable" && valueNamed(values, name) !== undefined,
    );
    const whole = used.map(({ name }) => sourceOf(name)).reduce(stronger, source);
    const result = found
      .filter(({ kind }) => kind === "variable")
      .reduce((rest, { text: hole, name }) => {
        const value = valueNamed(values, name);
        return rest.replaceAll(hole, () => (value === undefined ? "" : pythonText(value)));
      }, text);
    return finished(result, path, whole, true);
  };

  const applied = (node: Json, path: readonly string[], source: Source): Json | undefined => {
    if (typeof node === "string") return filled(node, path, source);
    if (typeof node !== "object" || node === null || isBlock(node) || Object.keys(node).length === 0)
      return finished(node, path, source, true);
    const before = leaves.length;
    const result = isObject(node) ? inObject(node, path, source) : inList(Object.values(node), path, source);
    return leaves.length === before ? finished(result, path, source, true) : result;
  };
  const inObject = (node: JsonObject, path: readonly string[], source: Source): JsonObject => {
    const entries = Object.entries(node).flatMap(([key, inner]): (readonly [string, Json])[] => {
      const own = path.length === 1 && path[0] === "env" ? environmentSource(key) : source;
      const value = applied(inner, [...path, key], own);
      return value === undefined ? [] : [[key, value]];
    });
    return Object.fromEntries(entries);
  };
  const inList = (items: readonly Json[], path: readonly string[], source: Source): readonly Json[] =>
    items.reduce<readonly Json[]>((all, item) => {
      const value = applied(item, [...path, String(all.length)], source);
      return value === undefined ? all : [...all, value];
    }, []);
  const environmentSource = (name: string): Source => {
    if (has(set["env"], name)) return { origin: "deployment", from: ["env", name] };
    return has(defaults["env"], name) ? { origin: "pool", from: [] } : fixed;
  };

  const base = withEnvironment(isObject(declared) ? declared : {}, defaults["env"], values["env"]);
  return { configuration: inObject(base, [], fixed), leaves };
}

/** Environment variables are merged by name; the job configuration's own come first, the deployment's last. */
function withEnvironment(base: JsonObject, byPool: Json | undefined, wanted: Json | undefined): JsonObject {
  const own = base["env"];
  const start = has(byPool) ? (isObject(own) ? { ...own, ...byPool } : byPool) : own;
  if (start === undefined) return base;
  return { ...base, env: isObject(start) && isObject(wanted) ? { ...start, ...wanted } : start };
}

/** Whether a value is an object that holds something, or that key. */
function has(value: Json | undefined, key?: string): value is JsonObject {
  return isObject(value) && (key === undefined ? Object.keys(value).length > 0 : Object.hasOwn(value, key));
}

const strength: readonly JobOrigin[] = ["template", "pool", "deployment"];

function stronger(one: Source, other: Source): Source {
  return strength.indexOf(one.origin) < strength.indexOf(other.origin) ? other : one;
}

/** Environment variables are looked up where placeholders are filled, not in what was filled in. */
function isLate({ kind }: Placeholder, looked: boolean): boolean {
  return kind === "server" || (looked && kind === "environment");
}

/** How Prefect's UI writes a block. */
function isBlock(value: Json): boolean {
  const reference = isObject(value) ? value["$ref"] : undefined;
  return isObject(reference) && Boolean(reference["block_document_id"]);
}
