import type { Json, JsonObject } from "../interfaces/json.ts";
import { exactInteger } from "../util/exact-integer.ts";
import type { FlowFacts } from "./python/read-flow.ts";
import {
  Builtin,
  Class,
  Dict,
  Func,
  Instance,
  List,
  Tuple,
  Unknown,
  type Value,
} from "./python/values/value.ts";

const hooks = ["on_completion", "on_failure", "on_cancellation", "on_crashed", "on_running"] as const;

/** What stands for an option whose value is not known from the source. */
function unknownOption(message: string): JsonObject {
  return { $unknown: message };
}

function plain(value: Value): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return value;
  if (typeof value === "bigint") return exactInteger(value);
  if (value instanceof List || value instanceof Tuple) return value.items.map(plain);
  if (value instanceof Dict)
    return Object.fromEntries(
      [...value.entries.values()].map((entry) => [
        typeof entry.key === "string" ? entry.key : JSON.stringify(plain(entry.key)),
        plain(entry.value),
      ]),
    );
  if (value instanceof Instance && value.payload !== undefined && typeof value.payload !== "object")
    return plain(value.payload);
  return unknownOption(value instanceof Unknown ? value.doubt.message : "it is no plain value");
}

function nameOf(value: Value): string | undefined {
  if (value instanceof Func || value instanceof Class || value instanceof Builtin) return value.name;
  if (value instanceof Instance) {
    const name = value.attributes.get("__name__");
    return typeof name === "string" ? name : value.cls.name;
  }
  if (!(value instanceof Unknown)) return undefined;
  return value.path?.split(".").at(-1)?.replace(/\(.*$/, "");
}

/** A string as it is; anything else by the name of what it is. */
function named(value: Value, key: "callable" | "class"): Json {
  if (value === null || typeof value === "string") return value;
  const name = nameOf(value);
  return name === undefined ? plain(value) : { [key]: name };
}

/** How many a task runner may use; null for its default. */
function workersOf(runner: Value): Json {
  if (runner instanceof Unknown) return plain(runner);
  const workers = runner instanceof Instance ? runner.attributes.get("_max_workers") : undefined;
  return workers === undefined || workers === 0n ? null : plain(workers);
}

/** `float(timeout_seconds)`. */
function seconds(value: Value): Json {
  if (typeof value !== "string") return typeof value === "boolean" ? Number(value) : plain(value);
  return /^\s*\d+(?:\.\d*)?\s*$/.test(value) ? Number(value) : unknownOption("it is no number");
}

function hookNames(value: Value): Json {
  if (value instanceof Unknown) return plain(value);
  if (!(value instanceof List)) return [];
  return value.items.map((item) => nameOf(item) ?? plain(item));
}

/** The options of a flow as Prefect has them on the flow object, its defaults included. */
export function flowOptions({ options, isAsync, isGenerator }: FlowFacts): JsonObject {
  const given = (name: string): Value => options.get(name) ?? null;
  const or = (name: string, standard: Json): Json => (given(name) === null ? standard : plain(given(name)));
  const storage = given("result_storage");
  const serializer = given("result_serializer");
  const timeout = seconds(given("timeout_seconds"));
  return {
    retries: or("retries", 0),
    retry_delay_seconds: or("retry_delay_seconds", 0),
    timeout_seconds: timeout === 0 ? null : timeout,
    log_prints: plain(given("log_prints")),
    persist_result: or("persist_result", storage !== null || serializer !== null ? true : null),
    cache_result_in_memory: plain(given("cache_result_in_memory")),
    validate_parameters: plain(given("validate_parameters")),
    task_runner:
      given("task_runner") === null
        ? "ThreadPoolTaskRunner"
        : (nameOf(given("task_runner")) ?? plain(given("task_runner"))),
    task_runner_max_workers: workersOf(given("task_runner")),
    flow_run_name: named(given("flow_run_name"), "callable"),
    result_storage: named(storage, "class"),
    result_serializer: named(serializer, "class"),
    ...Object.fromEntries(hooks.map((hook) => [hook, hookNames(given(hook))])),
    is_async: isAsync,
    is_generator: isGenerator,
  };
}
