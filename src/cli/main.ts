#!/usr/bin/env node
import { isatty } from "node:tty";
import type { RepeatedRun } from "../actions/repeat.ts";
import { redact } from "../errors/redact.ts";
import { digitsInJson } from "../util/exact-integer.ts";
import { fileURLToPath } from "node:url";
import type { Library } from "../library.ts";
import type { Io, Output } from "./io.ts";
import { isRepeatable } from "./repeatable.ts";
import { prepareShortRun } from "./start-up.ts";

prepareShortRun();

const interrupted = 130;
const args = process.argv.slice(2);
const controller = new AbortController();
let ended = false;

function shown(text: string): string {
  return digitsInJson(redact(text));
}

/**
 * Secrets that were looked up are in no output, wherever a text comes from.
 * A reader that went away (`| head`) ends the output and whatever only watches, not work that is half done.
 */
function output(stream: NodeJS.WriteStream, descriptor: number): Output {
  let open = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== "EPIPE" || args.includes("--watch")) controller.abort();
  });
  return {
    write: (text) => {
      if (open && !ended && text !== "") stream.write(shown(text));
    },
    isTerminal: isatty(descriptor),
    columns: () => stream.columns,
  };
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(question, { signal: controller.signal });
  } finally {
    reader.close();
  }
}

const io: Io = {
  stdout: output(process.stdout, 1),
  stderr: output(process.stderr, 2),
  env: process.env,
  cwd: process.cwd(),
  stdinIsTerminal: isatty(0),
  ...(isatty(0) && { ask }),
  signal: controller.signal,
};

/** What was written to a pipe must leave before the process does; a connection kept alive must not hold it. */
async function exit(code: number): Promise<void> {
  if (ended) return;
  ended = true;
  const streams = [process.stdout, process.stderr];
  await Promise.all(streams.map((stream) => new Promise((resolve) => stream.write("", resolve))));
  process.exit(code);
}

/** An error that no command caught, for example one of two reads that failed together: told once, in one line. */
async function crash(thrown: unknown): Promise<void> {
  const [{ toFailure }, { fail }] = await Promise.all([import("./to-failure.ts"), import("./cli.ts")]);
  const loaded = await import("../library.ts").catch(() => undefined);
  await exit(await fail(args, toFailure(thrown, loaded?.library.isMetaPrefectError), io));
}

function stop(): void {
  if (controller.signal.aborted) process.exit(interrupted);
  io.stderr.write("stopping; once more stops at once\n");
  controller.abort();
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
process.on("uncaughtException", (thrown) => void crash(thrown));

/** The last run of the same command, where this one can only say the same or do what there is to do. */
async function recalled(): Promise<RepeatedRun | undefined> {
  const program = fileURLToPath(import.meta.url);
  // As source, a program is many files, of which any may have changed.
  if (!program.endsWith(".js") || !isRepeatable(args, io.env)) return undefined;
  const { recall } = await import("../actions/repeat.ts");
  const terminals = [0, 1, 2].map((descriptor) => isatty(descriptor));
  const columns = [io.stdout, io.stderr].map((stream) => stream.columns());
  const surroundings = [...terminals, ...columns, ...process.execArgv];
  return recall({ args, cwd: io.cwd, env: io.env, program, surroundings }, io.signal);
}

async function main(): Promise<number> {
  const run = await recalled();
  const known = await run?.known();
  for (const { to, text } of known ?? []) io[to].write(text);
  if (known !== undefined) return 0;
  const { runCli } = await import("./cli.ts");
  let keep: (() => void) | undefined;
  const onAnswer: Io["onAnswer"] = (written, exitCode) => {
    keep = () =>
      run?.keep(
        written.map(({ to, text }) => ({ to, text: shown(text) })),
        exitCode,
      );
  };
  const load = async (): Promise<Library> => (await import("../library.ts")).library;
  const exitCode = await runCli(args, { ...io, onAnswer, ...(run && { early: run.early }) }, load);
  keep?.();
  return exitCode;
}

await exit(await main());
