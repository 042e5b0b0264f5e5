import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Inspection, InspectionFailure } from "../interfaces/flow.ts";
import type { Json } from "../interfaces/json.ts";
import type { Reporter } from "../interfaces/events.ts";
import type { FlowInspector } from "../interfaces/ports.ts";
import { parseExactJson } from "../util/exact-integer.ts";
import type { WorkerPython } from "./worker-python.ts";

/** What {@link createPrefectInspector} needs. */
export interface PrefectInspectorOptions {
  /** The project's folder, absolute; entrypoints are relative to it. */
  readonly root: string;
  /** The interpreter; asked only when a flow must be loaded. */
  readonly python: () => Promise<Pick<WorkerPython, "python" | "env">>;
  /** How long one flow may take to load, in seconds; Prefect itself may take 60. @default 60 */
  readonly seconds?: number | undefined;
  readonly report: Reporter;
  readonly signal?: AbortSignal | undefined;
}

const script = fileURLToPath(new URL("../../python/inspect_flows.py", import.meta.url));
/** In seconds. */
const patience = 60;
const json: z.ZodType<Json> = z.json();
const jsonObject = z.record(z.string(), json);
const flowAnswer = z.object({
  name: z.string().min(1),
  description: z.string().nullable(),
  version: z.string().nullable(),
  parameterSchema: jsonObject,
  options: jsonObject,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
const errorAnswer = z.object({
  type: z.string(),
  message: z.string(),
  place: z.object({ file: z.string(), line: z.int().positive(), column: z.int().positive() }).nullable(),
});
const line = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ started: z.int() }),
  z.object({ ended: z.int(), flow: flowAnswer }),
  z.object({ ended: z.int(), error: errorAnswer }),
]);

/**
 * Asks Prefect about flows in a Python process of its own, which is killed with all that it started once it is done,
 * or when a flow takes too long. After a flow that ends or blocks the process, a new one takes the rest.
 *
 * @example
 * ```ts
 * const inspector = createPrefectInspector({ root, python: () => findWorkerPython({ root, env, privatePython }), report });
 * const answer = (await inspector.inspect(["flows/etl.py:etl"])).get("flows/etl.py:etl");
 * ```
 */
export function createPrefectInspector(options: PrefectInspectorOptions): FlowInspector {
  return {
    inspect: async (entrypoints) => {
      const answers = new Map<string, Inspection>();
      let rest = [...new Set(entrypoints)];
      if (rest.length === 0) return answers;
      const python = await options.python();
      const flows = `${String(rest.length)} ${rest.length === 1 ? "flow" : "flows"}`;
      options.report({ code: "phase", phase: "python", detail: `asking Prefect about ${flows}` });
      while (rest.length > 0) {
        const found = await askOnce(rest, python, options);
        for (const [index, inspection] of found.entries()) answers.set(rest[index] ?? "", inspection);
        rest = rest.slice(found.length);
      }
      return answers;
    },
  };
}

/** The answers for the first entrypoints, at least for one: as far as one process comes. */
async function askOnce(
  entrypoints: readonly string[],
  { python, env }: Pick<WorkerPython, "python" | "env">,
  { root, seconds = patience, signal }: PrefectInspectorOptions,
): Promise<readonly Inspection[]> {
  signal?.throwIfAborted();
  const child = spawn(python, [script], {
    cwd: root,
    // Loading a flow writes nothing beside it, reports nothing to anybody and starts no server.
    env: {
      ...env,
      PYTHONDONTWRITEBYTECODE: "1",
      DO_NOT_TRACK: "1",
      PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: "false",
    },
    stdio: ["pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const found: Inspection[] = [];
  let said = "";
  const state: { ready: boolean; problem?: InspectionFailure } = { ready: false };
  let timer: NodeJS.Timeout | undefined;
  const limit = (what: string, most: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.problem = {
        code: "inspection-timeout",
        message: `${what} took longer than ${String(most)} s`,
        hint: "let the module do less while it is imported, or allow more with `inspect_timeout:`",
      };
      kill(child);
    }, most * 1000);
  };
  const stop = (): void => {
    kill(child);
  };
  signal?.addEventListener("abort", stop);
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = `${said}${text}`.slice(-4000)));
  child.stdin.on("error", () => undefined).end(JSON.stringify({ root, entrypoints }));
  limit("loading Prefect", Math.max(seconds, patience));
  const read = (text: string): void => {
    const answer = line.safeParse(parse(text));
    if (!answer.success) {
      state.problem = {
        code: "inspection-failed",
        message: `${python} answered with something else than asked: ${text.slice(0, 200)}`,
      };
      kill(child);
    } else if ("ready" in answer.data) state.ready = true;
    else if ("started" in answer.data)
      limit(`loading ${entrypoints[answer.data.started] ?? "a flow"}`, seconds);
    else if ("flow" in answer.data) found.push({ flow: answer.data.flow });
    else found.push({ failure: failureOf(answer.data.error) });
  };
  const lines = createInterface({ input: child.stdout, crlfDelay: Infinity }).on("line", read);
  const closed = new Promise<void>((resolve) => lines.once("close", resolve));
  const ended = await new Promise<string>((resolve) => {
    child.on("error", (error) => {
      resolve(error.message);
    });
    child.on("exit", (code, killed) => {
      // What it started must not hold the pipes open.
      kill(child);
      const how = killed === null ? `it ended with ${String(code)}` : `${killed} ended it`;
      void closed.then(() => {
        resolve(how);
      });
    });
  });
  clearTimeout(timer);
  signal?.removeEventListener("abort", stop);
  kill(child);
  signal?.throwIfAborted();
  if (found.length === entrypoints.length) return found;
  const last = said.trim().split("\n").at(-1) ?? "";
  const failure = state.problem ?? {
    code: "inspection-failed",
    message: `the Python process did not come to an end of loading it, ${ended}${last === "" ? "" : `: ${last}`}`,
  };
  // Without Prefect there is nothing to try again.
  return state.ready ? [...found, { failure }] : entrypoints.map(() => ({ failure }));
}

function failureOf({ type, message, place }: z.output<typeof errorAnswer>): InspectionFailure {
  const text = message === "" ? type : `${type}: ${message}`;
  const missing = type === "ModuleNotFoundError" ? "install the package for the interpreter" : undefined;
  return {
    code: type === "MissingFlowError" ? "no-such-flow" : "inspection-failed",
    message: type === "SystemExit" ? `its module ends the process (SystemExit: ${message})` : text,
    ...(missing !== undefined && { hint: missing }),
    ...(place !== null && { location: place }),
  };
}

/** Ends the process and everything in its group. */
function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // already gone
  }
}

function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
