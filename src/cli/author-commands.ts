import type { CommandSpec } from "./command-spec.ts";

const usual = { 0: "done", 1: "error" };
const reads = { readOnly: true, destructive: false, idempotent: true };
const makes = { readOnly: false, destructive: false, idempotent: false };

/** The commands for authors of recipes and for adopters. */
export const authorCommands = {
  init: {
    ...makes,
    summary: "Write a first meta_prefect.yaml from the flows that are found, and its schema for the editor.",
    arguments: [],
    options: [],
    exitCodes: usual,
    examples: [["meta-prefect init && meta-prefect plan", "the first minute in a folder with flows"]],
  },
  schema: {
    ...reads,
    summary: "Print a JSON Schema of meta_prefect.yaml with the project's recipes, for an editor.",
    arguments: [],
    options: [],
    exitCodes: usual,
    examples: [["meta-prefect schema > meta_prefect.schema.json", "again, when recipes have changed"]],
  },
  completion: {
    ...reads,
    summary: "Print a script that completes commands and options in a shell.",
    arguments: [{ name: "SHELL", required: true, many: false, summary: "bash, zsh or fish." }],
    options: [],
    exitCodes: usual,
    examples: [
      ["meta-prefect completion bash >> ~/.bashrc", "from the next shell on"],
      ["meta-prefect completion fish > ~/.config/fish/completions/meta-prefect.fish", "for fish"],
    ],
  },
  "recipes new": {
    ...makes,
    summary: "Write a recipe of the project, its test and its page.",
    arguments: [{ name: "NAME", required: true, many: false, summary: "Name of the recipe, in snake_case." }],
    options: [],
    exitCodes: usual,
    examples: [["meta-prefect recipes new nightly_report", "recipes/nightly-report.ts, .test.ts and .md"]],
  },
  "recipes docs": {
    ...reads,
    summary: "Print documentation of recipes: the project's own, or those that are named.",
    arguments: [{ name: "NAME", required: false, many: true, summary: "Names of recipes." }],
    options: ["html"],
    exitCodes: usual,
    examples: [["meta-prefect recipes docs --html > recipes.html", "one page that needs nothing else"]],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
