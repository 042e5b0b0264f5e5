import { appendFileSync } from "node:fs";
import type { Io } from "./io.ts";

/** Appends to the summary of a GitHub job, where there is one. One that cannot be written fails no command. */
export function appendStepSummary(markdown: string, io: Io): void {
  const file = io.env["GITHUB_STEP_SUMMARY"];
  if (file === undefined || file === "") return;
  try {
    appendFileSync(file, `${markdown}\n`);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    io.stderr.write(`the summary could not be written: ${reason}\n`);
  }
}
