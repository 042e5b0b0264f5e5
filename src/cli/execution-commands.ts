import type { Handler } from "./answer.ts";
import type { CommandSpec } from "./command-spec.ts";

/** The commands that run flows in TypeScript. */
export const executionCommands = {
  "flow-run execute": {
    summary: "Execute a flow run of a TypeScript flow: the command of a worker's job.",
    arguments: [
      {
        name: "FILE:EXPORT",
        required: false,
        many: false,
        summary: "The flow: path/to/module.ts:export. Default: what the run's deployment says.",
      },
    ],
    options: ["id"],
    readOnly: false,
    destructive: false,
    idempotent: false,
    exitCodes: {
      0: "the run has ended or rests, in whatever state",
      1: "it crashed, or another error",
      70: "the flow's own code ended the process",
      143: "the process was asked to end, and the run was not cancelled",
    },
    examples: [["meta-prefect flow-run execute", "as the worker that started it says in its environment"]],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

/** `flow-run execute`. */
export const executeRun: Handler = async ({ library, options, invocation }) => {
  const [entrypoint] = invocation.positionals;
  const { exitCode } = await library.executeFlowRun({
    ...options,
    entrypoint,
    flowRun: invocation.value("id"),
  });
  return { exitCode, document: { exitCode }, stdout: "" };
};

/** `worker start --type process`: is the worker, in the foreground, until it is stopped. */
export const runWorker: Handler = async ({ library, options, invocation, fail }) => {
  const pool = invocation.value("pool");
  if (pool === undefined) {
    throw fail("missing-argument", "no work pool is named", "name it with --pool");
  }
  const limit = invocation.value("limit");
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) {
    throw fail("unexpected-value", `--limit cannot be ${limit}`, "give a whole number above 0");
  }
  await library.runNodeWorker({ ...options, pool, limit: limit === undefined ? undefined : Number(limit) });
  return { exitCode: 0, document: { pool }, stdout: "" };
};
