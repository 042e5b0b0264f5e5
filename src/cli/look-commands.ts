import type { CommandSpec } from "./command-spec.ts";
import { selectors } from "./selectors.ts";

const reads = { readOnly: true, destructive: false, idempotent: true };

/** The commands that show what is going on. */
export const lookCommands = {
  graph: {
    ...reads,
    summary: "Draw flows, deployments with their recipes, and components, with what needs what.",
    arguments: [selectors],
    options: ["drawing", "only", "tag", "module"],
    exitCodes: { 0: "done", 1: "error" },
    examples: [
      ["meta-prefect graph", "text for Mermaid, which GitHub draws"],
      ["meta-prefect graph --drawing html > graph.html", "a page that needs nothing else"],
    ],
  },
  calendar: {
    ...reads,
    summary: "Show when the schedules of the next weeks fire, days off, and what begins together.",
    arguments: [selectors],
    options: ["weeks", "timezone", "deployed", "svg", "html", "only", "tag", "module"],
    exitCodes: { 0: "done", 1: "error" },
    examples: [
      ["meta-prefect calendar --env prod", "an hour is a sign; days off and what is too much at once"],
      ["meta-prefect calendar --deployed --html > calendar.html", "what Prefect has, as one page"],
    ],
  },
  doctor: {
    ...reads,
    summary:
      "Look whether all round the project is well: API, credentials, clocks, workers, schedules, tools.",
    arguments: [],
    options: [],
    exitCodes: { 0: "well, or warnings only", 1: "something is wrong" },
    examples: [["meta-prefect doctor", "each finding with its next step"]],
  },
  watch: {
    ...reads,
    summary: "Plan, and plan again whenever a file of the project is saved.",
    arguments: [selectors],
    options: ["only", "tag", "adopt", "module"],
    exitCodes: { 1: "error", 130: "stopped" },
    examples: [["meta-prefect watch 'etl/*'", "what a deploy would change, while you edit"]],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
