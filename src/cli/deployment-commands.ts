import type { CommandSpec } from "./command-spec.ts";

const usual = { 0: "done", 1: "error" };
const makes = { readOnly: false, destructive: false, idempotent: false, exitCodes: usual };
const deployer = ["deployer", "config"] as const;

/** Commands that package a method of a Python class and deploy it. */
export const deploymentCommands = {
  "deployment package": {
    ...makes,
    summary:
      "Write an entrypoint script and a Dockerfile for a method of a Python class, and build the image.",
    arguments: [{ name: "CLASS", required: true, many: false, summary: "The Python class." }],
    options: [
      "class-module",
      "entrypoint",
      "flow-name",
      "config",
      "deployment-type",
      "packager",
      "packaging-kwargs",
      "skip-validation",
    ],
    examples: [
      [
        "meta-prefect deployment package QuickstartRunner -m quickstart.runner",
        "writes prefect_files/run.py and Dockerfile",
      ],
    ],
  },
  "deployment build": {
    ...makes,
    summary: "Deploy what was packaged: to a work pool, or as a container that serves it.",
    arguments: [],
    options: [...deployer, "name", "deployment-type", "deployment-kwargs", "no-push"],
    examples: [],
  },
  "deployment run": {
    ...makes,
    summary: "Start a run of a deployment.",
    arguments: [{ name: "FLOW/DEPLOYMENT", required: true, many: false, summary: "The deployment to run." }],
    options: [...deployer, "run-kwargs"],
    examples: [],
  },
  "deployment stop": {
    ...makes,
    destructive: true,
    idempotent: true,
    summary: "End what serves a deployment.",
    arguments: [],
    options: [...deployer, "name", "deployment-type", "stop-kwargs"],
    examples: [],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
