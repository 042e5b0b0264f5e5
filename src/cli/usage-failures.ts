import { didYouMean } from "../util/did-you-mean.ts";
import { commandNames, commandsOf, commandSpec, groups, type CommandName } from "./commands.ts";
import type { Failure } from "./failure.ts";
import { commonOptions, type OptionName } from "./options.ts";

/** The options that a command has; without one, those that every command has. */
export function optionsOf(command: CommandName | undefined): readonly OptionName[] {
  return command ? [...commandSpec(command).options, ...commonOptions] : commonOptions;
}

/** A command, or a command of a group, that does not exist. */
export function unknownCommand(typed: string): Failure {
  const inGroup = commandsOf(typed.split(" ")[0] ?? "");
  const guess = didYouMean(typed, inGroup.length > 0 ? inGroup : [...commandNames, ...groups]);
  const all =
    inGroup.length > 0 ? `it is one of: ${inGroup.join(", ")}` : "`meta-prefect help` lists all commands";
  return {
    code: "unknown-command",
    message: `there is no command ${typed}`,
    hint: guess ? `did you mean ${guess}?` : all,
  };
}

/** `server` without `start`, `stop` or `status`. */
export function incompleteCommand(group: string): Failure {
  const rest = commandsOf(group).map((name) => name.slice(group.length + 1));
  return {
    code: "missing-argument",
    message: `${group} needs one of ${rest.join(", ")}`,
    hint: `\`meta-prefect help ${group}\` says what each does`,
  };
}

/** An option, as it was typed, that the command does not have. */
export function unknownOption(raw: string, command: CommandName | undefined): Failure {
  const bare = raw.replace(/^-+/, "");
  const elsewhere = commandNames.filter((name) =>
    commandSpec(name).options.some((option) => option === bare),
  );
  const guess = raw.startsWith("--") ? didYouMean(bare, optionsOf(command)) : undefined;
  const helpLine = `\`meta-prefect ${command ? `${command} ` : ""}--help\` lists all options`;
  const hint =
    elsewhere.length > 0
      ? `${elsewhere.join(", ")} ${elsewhere.length === 1 ? "has" : "have"} it`
      : guess
        ? `did you mean --${guess}?`
        : helpLine;
  return { code: "unknown-option", message: `${command ?? "meta-prefect"} has no option ${raw}`, hint };
}

/** Too few or too many arguments; undefined when the number is right. */
export function wrongCount(command: CommandName, positionals: readonly string[]): Failure | undefined {
  const hint = `\`meta-prefect ${command} --help\` shows the usage`;
  const wanted = commandSpec(command).arguments;
  const missing = wanted.find(({ required }, index) => required && positionals[index] === undefined);
  if (missing) return { code: "missing-argument", message: `${command} needs ${missing.name}`, hint };
  const extra = wanted.some(({ many }) => many) ? undefined : positionals[wanted.length];
  if (extra === undefined) return undefined;
  return { code: "unexpected-argument", message: `${command} does not take ${extra}`, hint };
}
