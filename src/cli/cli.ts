import { readFileSync } from "node:fs";
import type { Failure } from "./failure.ts";
import { help } from "./help.ts";
import type { Io } from "./io.ts";
import type { Library } from "../library.ts";
import { parse } from "./parse.ts";
import { unknownCommand } from "./usage-failures.ts";

/**
 * Runs one command line and answers its exit code. Help, version and wrong usage load neither the library nor the
 * renderers, so that they answer at once.
 *
 * @param load - loads the library; called at most once
 */
export async function runCli(args: readonly string[], io: Io, load: () => Promise<Library>): Promise<number> {
  const parsed = parse(args);
  switch (parsed.kind) {
    case "help": {
      const text = help(parsed.topic);
      if (text === undefined) return fail(args, unknownCommand(parsed.topic ?? ""), io);
      io.stdout.write(text);
      return 0;
    }
    case "version":
      io.stdout.write(`${packageVersion()}\n`);
      return 0;
    case "failure":
      return fail(args, parsed.failure, io);
    case "invocation": {
      const { execute } = await import("./execute.ts");
      return execute(parsed.command, parsed.invocation, io, load);
    }
  }
}

/** Prints a failure that no command answered with: wrong usage, or an error that escaped. */
export async function fail(args: readonly string[], failure: Failure, io: Io): Promise<number> {
  const { printFailure } = await import("./print.ts");
  const terminator = args.indexOf("--");
  const own = terminator === -1 ? args : args.slice(0, terminator);
  const style = {
    json: own.includes("--json"),
    noColor: own.includes("--no-color"),
    verbose: own.includes("-v") || own.includes("--verbose"),
  };
  printFailure(failure, io, style, io.cwd);
  return 1;
}

function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(text);
  const isObject = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isObject && typeof manifest.version === "string" ? manifest.version : "unknown";
}
