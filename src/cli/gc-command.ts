import type { GcResult } from "../index.ts";
import type { Handler } from "./answer.ts";
import { projectAnswer } from "./answer.ts";
import { incomplete } from "./deploy-answer.ts";
import { escape } from "./render/escape.ts";
import { count, table } from "./render/table.ts";
import { minuteOf } from "./render/time.ts";

/** `gc`: destroys what has expired. */
export const gc: Handler = async ({ library, options, invocation }) => {
  const dryRun = invocation.flag("dry-run");
  const result = await library.gc({ ...options, dryRun });
  const failure = incomplete(result.outcomes);
  const expired = result.ephemeral.some((one) => one.expired);
  return projectAnswer(result, {
    exitCode: failure ? 1 : dryRun && expired ? 2 : 0,
    document: {
      ...result,
      outcomes: result.outcomes.map(({ change: { kind, name }, status }) => ({ kind, name, status })),
    },
    stdout: render(result, dryRun),
    ...(failure ? { failure } : {}),
  });
};

function render({ ephemeral, outcomes }: GcResult, dryRun: boolean): string {
  const rows = ephemeral.map(({ environment, expires, expired }) => [
    escape(environment),
    expired ? "expired" : "lives until",
    minuteOf(expires),
  ]);
  const expired = ephemeral.filter((one) => one.expired).length;
  const done = outcomes.filter(({ status }) => status === "done").length;
  const sentence =
    expired === 0
      ? "Nothing has expired."
      : dryRun
        ? `${count(expired, "environment")} to destroy.`
        : `${count(expired, "environment")} destroyed, ${count(done, "thing")} deleted.`;
  return [...table(rows), ...(rows.length > 0 ? [""] : []), sentence, ""].join("\n");
}
