#!/usr/bin/env node
import { recalled } from "./recalled.ts";
import { prepareShortRun } from "./start-up.ts";

/*
 * All that a repeated run needs, and it alone: this file is one for itself when it is built, as each further file to load takes
 * longer than running it.
 */
prepareShortRun();

const run = recalled(process.argv.slice(2));
const known = await run?.known();
if (known === undefined) {
  const { runProgram } = await import("./program.ts");
  await runProgram(run);
} else {
  // A reader that went away (`| head`) ends the output.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  // Kept as it was shown: without secrets.
  for (const { to, text } of known) process[to].write(text);
}
