#!/usr/bin/env node
import { isatty } from "node:tty";
import { runCli } from "./cli.ts";
import type { Output } from "./io.ts";

const interrupted = 130;
const controller = new AbortController();

/** A reader that went away (`| head`) ends output, not work that is half done; what only prints is stopped. */
function output(stream: NodeJS.WriteStream, descriptor: number): Output {
  let open = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== "EPIPE" || isWatching) controller.abort();
  });
  return {
    write: (text) => {
      if (open && text !== "") stream.write(text);
    },
    isTerminal: isatty(descriptor),
  };
}

const args = process.argv.slice(2);
const isWatching = args.includes("--watch");
const stdout = output(process.stdout, 1);
const stderr = output(process.stderr, 2);

function stop(): void {
  if (controller.signal.aborted) process.exit(interrupted);
  stderr.write("stopping; once more stops at once\n");
  controller.abort();
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);

const code = await runCli(
  args,
  {
    stdout,
    stderr,
    env: process.env,
    cwd: process.cwd(),
    stdinIsTerminal: isatty(0),
    signal: controller.signal,
  },
  () => import("../index.ts"),
);
// What was written to a pipe must leave before the process does; a connection kept alive must not hold it.
await Promise.all(
  [process.stdout, process.stderr].map(
    (stream) =>
      new Promise<void>((resolve) => {
        stream.write("", () => {
          resolve();
        });
      }),
  ),
);
process.exit(code);
