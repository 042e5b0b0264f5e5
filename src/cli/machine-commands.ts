import type { CommandSpec } from "./command-spec.ts";

const usual = { 0: "done", 1: "error" };
const reads = { readOnly: true, destructive: false, idempotent: true };

/** The commands about the Prefect and the workers of this machine. */
export const machineCommands = {
  "server start": {
    summary: "Start the local Prefect.",
    arguments: [],
    options: [],
    readOnly: false,
    destructive: false,
    idempotent: true,
    exitCodes: usual,
    examples: [],
  },
  "server stop": {
    summary: "Stop the local Prefect; its data stays.",
    arguments: [],
    options: [],
    readOnly: false,
    destructive: true,
    idempotent: true,
    exitCodes: usual,
    examples: [],
  },
  "server status": {
    ...reads,
    summary: "Show the local Prefect.",
    arguments: [],
    options: [],
    exitCodes: { 0: "running", 1: "not running, or another error" },
    examples: [],
  },
  "worker start": {
    summary: "Start workers on this machine; with --type be one, until it is stopped.",
    arguments: [],
    options: ["pool", "type", "limit"],
    readOnly: false,
    destructive: false,
    idempotent: true,
    exitCodes: usual,
    examples: [
      ["meta-prefect worker start --type process --pool mine", "a worker without Python, in the foreground"],
    ],
  },
  "worker stop": {
    summary: "Stop the workers that meta-prefect started on this machine.",
    arguments: [],
    options: ["pool"],
    readOnly: false,
    destructive: true,
    idempotent: true,
    exitCodes: usual,
    examples: [],
  },
  "worker status": {
    ...reads,
    summary: "Show the workers of this project's pools.",
    arguments: [],
    options: ["pool"],
    exitCodes: usual,
    examples: [],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
