import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";
import { recall, type RepeatedRun } from "../actions/repeat.ts";
import { isRepeatable } from "./repeatable.ts";

/** The last run of the same command, where this one can only say the same or do what there is to do. */
export function recalled(args: readonly string[]): RepeatedRun | undefined {
  const { env, execArgv, stdout, stderr } = process;
  // As source, a program is many files, of which any may have changed; built, its second one names all others by their content.
  if (!import.meta.url.endsWith(".js") || !isRepeatable(args, env)) return undefined;
  const program = ["main.js", "../lib/program.js"].map((file) =>
    fileURLToPath(new URL(file, import.meta.url)),
  );
  const terminals = [0, 1, 2].map((descriptor) => isatty(descriptor));
  const surroundings = [...terminals, stdout.columns, stderr.columns, ...execArgv];
  return recall({ args, cwd: process.cwd(), env, program, surroundings });
}
