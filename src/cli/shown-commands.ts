import type { CommandContext } from "./answer.ts";
import { runOptions } from "./command-options.ts";
import { escape } from "./render/escape.ts";

/** What `--show-command` puts before a result: a line for each deployment of the file. */
export async function shownCommands(context: CommandContext): Promise<string> {
  if (!context.invocation.flag("show-command")) return "";
  const commands = await context.library.equivalentCommands(runOptions(context));
  return [
    ...commands.map((command) => `$ ${escape(command)}\n`),
    ...(commands.length > 0 ? ["\n"] : []),
  ].join("");
}
