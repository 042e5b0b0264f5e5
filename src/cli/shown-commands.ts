import type { CommandContext } from "./answer.ts";
import { runOptions } from "./command-options.ts";
import { escape } from "./render/escape.ts";

/**
 * Prints what `--show-command` asks for, a line for each deployment of the file, before anything else is done: it needs no
 * Prefect, and is of use where there is none.
 */
export async function printCommands(context: CommandContext): Promise<void> {
  const { invocation, io, library } = context;
  const isDocument = invocation.flag("json") || invocation.flag("html");
  if (!invocation.flag("show-command") || isDocument) return;
  const commands = await library.equivalentCommands(runOptions(context));
  const end = commands.length > 0 ? ["\n"] : [];
  io.stdout.write([...commands.map((command) => `$ ${escape(command)}\n`), ...end].join(""));
}
