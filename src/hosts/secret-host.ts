import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { rememberSecret, rememberSecretsIn } from "../errors/redact.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { SecretHost, SecretSource } from "../interfaces/secret.ts";
import { isObject } from "../util/stable-json.ts";
import type { Environment } from "./environment.ts";
import { runCommand } from "./run-command.ts";

/** What secrets are looked up with. */
export interface SecretHostOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
}

/** Makes the host that looks secrets up: each once, and remembered only in memory, to be kept out of all output. */
export function createSecretHost(options: SecretHostOptions): SecretHost {
  const known = new Map<string, Promise<string | JsonObject>>();
  return {
    resolve: (source) => {
      const key = JSON.stringify(source);
      const found = known.get(key) ?? lookUp(source, options);
      known.set(key, found);
      return found;
    },
  };
}

async function lookUp(source: SecretSource, options: SecretHostOptions): Promise<string | JsonObject> {
  const text = await textOf(source, options);
  if (text === "") {
    throw unavailable(`${nameOf(source)} is empty`, "give it the secret's value");
  }
  rememberSecret(text);
  if (source.json !== true) return text;
  const value = parse(text);
  if (value === undefined) {
    throw unavailable(`${nameOf(source)} is not a JSON mapping`, "leave json out, or give it a JSON mapping");
  }
  rememberSecretsIn(value);
  return value;
}

async function textOf(source: SecretSource, { root, env, signal }: SecretHostOptions): Promise<string> {
  if ("env" in source) {
    const value = env[source.env];
    if (value === undefined) {
      throw unavailable(`the environment variable ${source.env} is not set`, `set ${source.env}`);
    }
    return value;
  }
  if ("file" in source) {
    const path = isAbsolute(source.file) ? source.file : join(root, source.file);
    try {
      return withoutLastBreak(await readFile(path, "utf8"));
    } catch (cause) {
      const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unreadable";
      throw unavailable(
        `the file ${source.file} cannot be read (${code})`,
        "check the path and who may read it",
      );
    }
  }
  const [program = "", ...input] = source.command;
  const { code, stdout, stderr } = await runCommand(program, input, {
    env,
    cwd: root,
    ...(signal !== undefined && { signal }),
  });
  if (code === 0) return withoutLastBreak(stdout);
  // What the command said may have parts of the secret in it; that it could not be started, has not.
  const why = code === null ? stderr : `exit code ${String(code)}`;
  throw unavailable(`the command ${program} gives no secret (${why})`, "run it by hand to see why it fails");
}

/** What a secret is called in a message: arguments of a command are left out, since one may be a secret itself. */
function nameOf(source: SecretSource): string {
  if ("env" in source) return `the environment variable ${source.env}`;
  return "file" in source ? `the file ${source.file}` : `the output of ${source.command[0] ?? "the command"}`;
}

function withoutLastBreak(text: string): string {
  return text.replace(/\r?\n$/, "");
}

function parse(text: string): JsonObject | undefined {
  try {
    // What JSON.parse answers is JSON.
    const value = JSON.parse(text) as JsonObject;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function unavailable(message: string, hint: string): MetaPrefectError {
  return new MetaPrefectError("secret-unavailable", message, { hint });
}
