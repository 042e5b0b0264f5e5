import { isatty } from "node:tty";
import type { RepeatedRun } from "../actions/repeat.ts";
import { redact } from "../errors/redact.ts";
import { digitsInJson } from "../util/exact-integer.ts";
import type { Library } from "../library.ts";
import { fail, runCli } from "./cli.ts";
import type { Io, Output } from "./io.ts";

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
  const { toFailure } = await import("./to-failure.ts");
  const loaded = await import("../library.ts").catch(() => undefined);
  await exit(await fail(args, toFailure(thrown, loaded?.library.isMetaPrefectError), io));
}

/** Does what the arguments of the process say, and ends the process. @param run the last one of the same command */
export async function runProgram(run: RepeatedRun | undefined): Promise<void> {
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(interrupted);
    io.stderr.write("stopping; once more stops at once\n");
    controller.abort();
    run?.abandon();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("uncaughtException", (thrown) => void crash(thrown));
  let keep: (() => void) | undefined;
  const onAnswer: Io["onAnswer"] = (written, exitCode) => {
    const told = written.map(({ to, text }) => ({ to, text: shown(text) }));
    keep = () => run?.keep(told, exitCode);
  };
  const load = async (): Promise<Library> => (await import("../library.ts")).library;
  const exitCode = await runCli(args, { ...io, onAnswer, ...(run && { early: run.early }) }, load);
  keep?.();
  await exit(exitCode);
}
