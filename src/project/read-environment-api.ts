import { problem } from "../errors/diagnostics.ts";
import { rememberSecret } from "../errors/redact.ts";
import type { ApiSettings } from "../interfaces/api-settings.ts";
import { equalJson } from "../util/stable-json.ts";
import type { Json } from "../interfaces/json.ts";
import { isMapping, type Path, valueAt } from "./path.ts";
import { interpolateAt, locateIn, type ProjectFile, type Report } from "./project-file.ts";

const reference = /^\$\{([A-Za-z_]\w*)\}$/;

/**
 * Where an environment lives, as the file says; undefined when the file leaves that to the machine. The shape was
 * checked before; secrets that are no references were reported then.
 */
export function environmentApi(
  file: ProjectFile,
  environment: string,
  report: Report,
): ApiSettings | undefined {
  const at: Path = ["environments", environment, "api"];
  const written = valueAt(file.value, at);
  if (!isMapping(written)) return undefined;
  const plain = (key: string): string | undefined => {
    const { value, faults } = interpolateAt(file, [...at, key], environment, report);
    return typeof value === "string" && faults.length === 0 ? value : undefined;
  };
  const named = (key: string): string | undefined => nameIn(written[key]);
  const headers = isMapping(written["headers"]) ? Object.entries(written["headers"]) : [];
  const headersFrom = Object.fromEntries(
    headers.flatMap(([header, value]) => {
      const name = nameIn(value);
      return name === undefined ? [] : [[header, name]];
    }),
  );
  return {
    name: `environments.${environment} of ${locateIn(file, at).file}`,
    url: plain("url"),
    profile: plain("profile"),
    ca: plain("ca"),
    keyFrom: named("key"),
    authStringFrom: named("auth_string"),
    ...(headers.length > 0 && { headersFrom }),
  };
}

/** Secrets of `api` that stand in the file as they are, and settings that exclude each other. */
export function checkEnvironmentApi(file: ProjectFile, environment: string, report: Report): void {
  const at: Path = ["environments", environment, "api"];
  const written = valueAt(file.value, at);
  if (!isMapping(written)) return;
  const headers = isMapping(written["headers"]) ? Object.keys(written["headers"]) : [];
  const secrets: Path[] = [["key"], ["auth_string"], ...headers.map((header) => ["headers", header])];
  for (const path of secrets) {
    const value = valueAt(written, path);
    if (value === undefined || value === null || nameIn(value) !== undefined) continue;
    // The line that the mistake is in is shown, and in CI by many people.
    if (typeof value === "string") rememberSecret(value);
    const location = locateIn(file, [...at, ...path]);
    const hint = "write the name of an environment variable and nothing else: `${PREFECT_PROD_KEY}`";
    report(
      problem("secret-in-file", `${path.join(".")} is not a reference to a variable`, { location, hint }),
    );
  }
}

/** One run talks to one API: environments that live elsewhere are refused together. */
export function commonApi(
  file: ProjectFile,
  environments: readonly string[],
  report: Report,
): ApiSettings | undefined {
  const [first, ...others] = environments;
  if (first === undefined) return undefined;
  const api = environmentApi(file, first, report);
  for (const other of others) {
    if (equalJson(place(api), place(environmentApi(file, other, () => undefined)))) continue;
    const location = locateIn(file, ["environments"], "key");
    const message = `the environments ${first} and ${other} live on different APIs`;
    const hint = `run once for each: \`--env ${first}\`, then \`--env ${other}\``;
    report(problem("different-apis", message, { location, hint }));
    break;
  }
  return api;
}

/** Settings without the name of where they stand. */
function place(api: ApiSettings | undefined): Json {
  if (api === undefined) return null;
  const { name: _, ...rest } = api;
  return JSON.parse(JSON.stringify(rest)) as Json;
}

function nameIn(value: unknown): string | undefined {
  return typeof value === "string" ? reference.exec(value)?.[1] : undefined;
}
