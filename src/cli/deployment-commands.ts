import type { CommandSpec } from "./command-spec.ts";

const usual = { 0: "done", 1: "error" };
const makes = { readOnly: false, destructive: false, idempotent: false, exitCodes: usual };
const looks = { readOnly: true, destructive: false, idempotent: true, exitCodes: usual };
const deployer = ["deployer", "config"] as const;
const naming = [...deployer, "name", "deployment-type", "stop-kwargs"] as const;

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
      "no-build",
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
    examples: [
      [
        "meta-prefect deployment build -n nightly -t kubernetes --deployment-kwargs @build.json",
        "deploys as build.json says",
      ],
    ],
  },
  "deployment options": {
    ...looks,
    summary: "List the options of packaging and deploying that a kind of infrastructure has.",
    arguments: [],
    options: ["deployment-type"],
    examples: [
      ["meta-prefect deployment options -t kubernetes", "those of Kubernetes; --json adds JSON Schemas"],
    ],
  },
  "deployment validate": {
    ...looks,
    summary: "Check the options of build, and the deployment that they make; nothing is written.",
    arguments: [],
    options: [...deployer, "name", "deployment-type", "deployment-kwargs"],
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
    options: naming,
    examples: [],
  },
  "deployment status": {
    ...looks,
    summary: "Show one deployment, who takes its runs, and how the last one ended.",
    arguments: [],
    options: naming,
    examples: [],
  },
  "deployment delete": {
    ...makes,
    destructive: true,
    idempotent: true,
    summary: "Delete a deployment, and end what serves it.",
    arguments: [],
    options: naming,
    examples: [],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
