import { readFileSync } from "node:fs";
import type { Json, JsonObject } from "../index.ts";
import type { Invocation } from "./parse.ts";
import { fileAt, type Fail } from "./places.ts";

/** JSON where a text is JSON and nothing is lost by reading it, else the text. */
function valueOf(text: string): Json {
  const value = parseJson(text);
  const lossy =
    typeof value === "number" &&
    (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)));
  return value === undefined || lossy ? text : value;
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return true;
  return typeof value === "object" && Object.values(value).every(isJson);
}

function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The parameters of `run`: those of `--params`, and over them each `-p key=value`, the later one winning.
 *
 * @throws MetaPrefectError `invalid-parameters`, `no-such-path`
 */
export function parametersOf(invocation: Invocation, cwd: string, fail: Fail): JsonObject {
  const whole = invocation.value("params");
  const base = whole === undefined ? {} : objectOf(whole, cwd, fail);
  const single = invocation.values("param").map((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 1)
      throw fail(
        "invalid-parameters",
        `-p ${pair} has no key and value`,
        "write -p KEY=VALUE, for example -p day=2026-01-31",
      );
    return [pair.slice(0, equals), valueOf(pair.slice(equals + 1))] as const;
  });
  // fromEntries defines own properties, so that a parameter called __proto__ is one.
  return Object.fromEntries([...Object.entries(base), ...single]);
}

/**
 * An option's JSON object, written out or as `@file.json`.
 *
 * @throws MetaPrefectError `invalid-parameters` with where the JSON breaks, `no-such-path`
 */
export function jsonObjectOf(text: string, option: string, cwd: string, fail: Fail): JsonObject {
  const file = text.startsWith("@") ? text.slice(1) : undefined;
  const content = file === undefined ? text : readFileSync(fileAt(file, cwd, fail), "utf8");
  let reason = "it is no object";
  try {
    const value: unknown = JSON.parse(content);
    if (isJson(value) && isObject(value)) return value;
  } catch (thrown) {
    reason = thrown instanceof Error ? thrown.message : reason;
  }
  const hint = `write ${option} '{"key": "value"}' or ${option} @file.json`;
  throw fail("invalid-parameters", `${file ?? option} is not a JSON object: ${reason}`, hint);
}

function objectOf(text: string, cwd: string, fail: Fail): JsonObject {
  const file = text.startsWith("@") ? text.slice(1) : undefined;
  const value = parseJson(file === undefined ? text : readFileSync(fileAt(file, cwd, fail), "utf8"));
  if (isObject(value)) return value;
  throw fail(
    "invalid-parameters",
    `${file ?? `--params ${text}`} is not a JSON object`,
    `write --params '{"key": "value"}' or --params @file.json`,
  );
}
