import { commandNames } from "../../src/cli/commands.ts";
import { help } from "../../src/cli/help.ts";

/** docs/cli.md: what `meta-prefect help` says, of every command. */
export function commandsPage(): string {
  const block = (topic?: string): string => `\`\`\`text\n${(help(topic) ?? "").trimEnd()}\n\`\`\``;
  const intro =
    "A folder among the arguments is the project, a `.ts` or `.js` file a module that exports wrapped flows, anything else selects. With `--json` one document is printed on stdout, with `version`, and all messages are in it; `flows show` and `flows list` print the flow, and the list of flows, alone. Progress and messages go to stderr.";
  return ["# Commands", intro, block(), ...commandNames.flatMap((name) => [`## ${name}`, block(name)])].join(
    "\n\n",
  );
}
