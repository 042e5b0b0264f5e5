import type { CommandSpec } from "./command-spec.ts";

const writes = {
  arguments: [],
  options: ["branch", "repository", "infrastructure", "file", "out"],
  readOnly: false,
  destructive: false,
  idempotent: true,
  exitCodes: { 0: "done", 1: "error" },
} as const;

/** Commands that write pipelines. */
export const ciCommands = {
  "ci github": {
    ...writes,
    options: [...writes.options, "in-image"],
    summary: "Write a GitHub workflow: build the image, make the infrastructure, deploy.",
    examples: [
      [
        "meta-prefect ci github --env dev --repository ghcr.io/acme/flows",
        "deploys pushes to the branch dev",
      ],
    ],
  },
  "ci gitlab": {
    ...writes,
    summary: "Write a GitLab pipeline: build the image, make the infrastructure, deploy.",
    examples: [],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
