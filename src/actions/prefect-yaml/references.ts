import type { JsonObject } from "../../interfaces/json.ts";
import { isMapping } from "../../project/path.ts";
import type { TemplateValues } from "./evaluate.ts";

/*
 * While templates are filled in, what shall become `${NAME}` in the new file stands between two characters that no file
 * has, so that a `${` of the old file is still told from it.
 */
const begin = "\u{F0001}";
const end = "\u{F0002}";
const whole = new RegExp(`${begin}([^${end}]*)${end}`, "gu");

/** The variable that stands for the output of a step that nobody runs: `get-commit.stdout` is `GET_COMMIT_STDOUT`. */
export function outputVariable(name: string): string {
  const upper = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replace(/_+$/, "");
  return /^[A-Z]/.test(upper) ? upper : `STEP_${upper}`;
}

/** Values with which templates become references to environment variables, as Prefect would read them when deploying. */
export function referringValues(
  env: Readonly<Record<string, string | undefined>>,
  variables: TemplateValues["variables"],
  onOutput: (name: string) => void,
): TemplateValues {
  const known = (name: string): string | undefined => (/^[A-Za-z_]\w*$/.test(name) ? name : undefined);
  return {
    // Prefect makes nothing of a variable that is not set.
    env: (name) => (known(name) === undefined ? undefined : `${begin}${name}:-${end}`),
    standard: (name) =>
      known(name) === undefined || env[name] === undefined ? undefined : `${begin}${name}:-${end}`,
    // A run fills it in where it is not set when deploying.
    pullEnv: (name) =>
      env[name] === undefined || known(name) === undefined ? undefined : `${begin}${name}${end}`,
    variables,
    output: (name) => {
      onOutput(name);
      return `${begin}${outputVariable(name)}${end}`;
    },
  };
}

/** Values as they are now; an output that is not known is taken from the variable that stands for it. */
export function presentValues(
  env: Readonly<Record<string, string | undefined>>,
  variables: TemplateValues["variables"],
): TemplateValues {
  const lookup = (name: string): string | undefined => env[name];
  return {
    env: lookup,
    standard: lookup,
    pullEnv: lookup,
    variables,
    output: (name) => env[outputVariable(name)] ?? "",
  };
}

/** Whether a value has a reference in it. */
export function refers(value: unknown): boolean {
  return JSON.stringify(value ?? null).includes(begin);
}

/** A value as it stands in the new file: references are `${NAME}`, and a `${` that was there is `$${`. */
export function written(value: unknown): unknown {
  if (typeof value === "string") {
    return value
      .replaceAll("${", () => "$${")
      .replaceAll(whole, (_, reference: string) => `\${${reference}}`);
  }
  if (Array.isArray(value)) return value.map(written);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}

/** A mapping without keys that say nothing. */
export function said(fields: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [[key, value] as const],
    ),
  );
}
