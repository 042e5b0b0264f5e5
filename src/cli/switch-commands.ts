import type { CommandSpec } from "./command-spec.ts";
import { selectors } from "./selectors.ts";

const switched = { ...selectors, required: true };
const usual = { 0: "done", 1: "error" };

/** The commands that switch deployments off and on. */
export const switchCommands = {
  pause: {
    summary: "Pause deployments: no runs are made, waiting ones are not taken.",
    arguments: [switched],
    options: [],
    readOnly: false,
    destructive: false,
    idempotent: true,
    exitCodes: usual,
    examples: [["meta-prefect pause 'etl/*' --env prod", "until `resume`; a deploy leaves it so"]],
  },
  resume: {
    summary: "Let paused deployments make runs again.",
    arguments: [switched],
    options: [],
    readOnly: false,
    destructive: false,
    idempotent: true,
    exitCodes: usual,
    examples: [],
  },
  stop: {
    summary: "Pause deployments and end their runs.",
    arguments: [switched],
    options: [],
    readOnly: false,
    destructive: true,
    idempotent: true,
    exitCodes: usual,
    examples: [
      ["meta-prefect stop etl/nightly-prod", "waiting runs end at once, others as their worker hears it"],
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
