import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import type { z } from "zod";
import type { Json } from "../../src/interfaces/json.ts";
import { claimOne } from "./claim.ts";
import { freshRequest, type FreshAnswer } from "./fresh-request.ts";
import { startPrefectServer, type TestServer } from "./server.ts";

/** The answer to a raw request; `body` is the parsed JSON, or the text when it is none. */
export interface RawAnswer {
  readonly status: number;
  readonly body: unknown;
}

let own: string | undefined;

/** Takes one of the run's Prefect servers for this file. @returns the file that it writes to */
export async function claimPrefect(): Promise<string> {
  const { url, log } = await claimOne(inject("prefectServers"));
  own = url;
  return log;
}

/** Base address of the Prefect API that this file has for itself while it runs. */
export function apiUrl(): string {
  const url = own ?? inject("prefectUrl");
  if (url === undefined) throw new TypeError("no Prefect was claimed: the suite needs support/each-file.ts");
  return url;
}

/** Interpreter of the environment that has Prefect. */
export function python(): string {
  return inject("prefectPython");
}

/** Another real server, for tests that need settings of their own or that stop it; call its `stop`. */
export function startServer(
  options: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<TestServer> {
  return startPrefectServer({ python: python(), ...options });
}

/**
 * Asks Prefect without any of our code: `await raw("POST", "/deployments/filter", {})`. On SQLite a busy server answers
 * 503 without having done anything, and 500 to some reads; then it is asked again.
 */
export async function raw(
  method: string,
  path: string,
  body?: Json,
  api: string = apiUrl(),
): Promise<RawAnswer> {
  const ask = (): Promise<FreshAnswer> =>
    freshRequest(method, `${api}${path}`, body === undefined ? undefined : JSON.stringify(body));
  const isBusy = (status: number): boolean => status === 503 || (status === 500 && method === "GET");
  let answer = await ask();
  for (let attempt = 1; isBusy(answer.status) && attempt < 30; attempt++) {
    await sleep(Math.min(100 * attempt, 1_000));
    answer = await ask();
  }
  return { status: answer.status, body: parse(answer.text) };
}

/**
 * As {@link raw}, but checks for a 2xx answer of a shape:
 * `await read("GET", "/work_pools/p", z.object({ type: z.string() }))`.
 */
export async function read<Schema extends z.ZodType>(
  method: string,
  path: string,
  shape: Schema,
  body?: Json,
  api: string = apiUrl(),
): Promise<z.output<Schema>> {
  const answer = await raw(method, path, body, api);
  if (answer.status >= 300) {
    throw new TypeError(`${method} ${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
  }
  return shape.parse(answer.body);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
