import type { CommandSpec } from "./command-spec.ts";
import { selectors } from "./selectors.ts";

const usual = {
  arguments: [{ ...selectors, required: true }],
  options: [],
  readOnly: false,
  destructive: false,
  idempotent: true,
  exitCodes: { 0: "done", 1: "error" },
} as const;

/** The commands that switch deployments off and on. */
export const switchCommands = {
  pause: {
    ...usual,
    summary: "Pause deployments: no runs are made, waiting ones are not taken.",
    examples: [["meta-prefect pause 'etl/*' --env prod", "until `resume`; a deploy leaves it so"]],
  },
  resume: {
    ...usual,
    summary: "Let paused deployments make runs again.",
    examples: [],
  },
  stop: {
    ...usual,
    summary: "Pause deployments and end their runs.",
    destructive: true,
    examples: [
      ["meta-prefect stop etl/nightly-prod", "waiting runs end at once, others as their worker hears it"],
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
