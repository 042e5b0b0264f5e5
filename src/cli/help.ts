import { commandNames, commandSpec, isCommandName, type CommandName } from "./commands.ts";
import { commonOptions, options, type OptionName, type OptionSpec } from "./options.ts";

/** Pairs in two columns, indented. */
function columns(pairs: readonly (readonly [left: string, right: string])[], gap = 3): string[] {
  const width = Math.max(0, ...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width + gap)}${right}`.trimEnd());
}

function optionRow(name: OptionName): readonly [string, string] {
  const spec: OptionSpec = options[name];
  const short = spec.short ? `-${spec.short}, ` : "    ";
  const value = spec.placeholder ? ` ${spec.placeholder}` : "";
  return [`${short}--${name}${value}`, spec.repeatable ? `${spec.summary} Repeatable.` : spec.summary];
}

/** The usage line of a command, for example `meta-prefect recipes show NAME [options]`. */
export function usage(command: CommandName): string {
  const spec = commandSpec(command);
  const args = spec.arguments.map(({ name, required, many }) => {
    const text = many ? `${name}…` : name;
    return required ? text : `[${text}]`;
  });
  return ["meta-prefect", command, ...args, "[options]"].join(" ");
}

function overview(names: readonly CommandName[]): string[] {
  return columns(names.map((name) => [name, commandSpec(name).summary]));
}

function general(): string[] {
  return [
    "meta-prefect: typed, composable recipes for Prefect deployments",
    "",
    "usage: meta-prefect COMMAND [options]",
    "",
    ...overview(commandNames),
    "",
    "options of every command:",
    ...columns(commonOptions.map(optionRow)),
    "",
    "`meta-prefect help COMMAND` says more of one.",
  ];
}

function ofCommand(command: CommandName): string[] {
  const spec = commandSpec(command);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length > 0 ? ["", title, ...lines] : [];
  return [
    spec.summary,
    "",
    `usage: ${usage(command)}`,
    ...section("arguments:", columns(spec.arguments.map(({ name, summary }) => [name, summary]))),
    ...section("options:", columns(spec.options.map(optionRow))),
    ...section("options of every command:", columns(commonOptions.map(optionRow))),
    ...section("exit codes:", columns([...Object.entries(spec.exitCodes), ["130", "interrupted"]])),
    ...section("examples:", columns(spec.examples)),
  ];
}

/**
 * The help text of a command (`deploy`), a group (`server`) or the whole program.
 * Undefined when there is no such topic.
 */
export function help(topic: string | undefined): string | undefined {
  if (topic === undefined) return `${general().join("\n")}\n`;
  if (isCommandName(topic)) return `${ofCommand(topic).join("\n")}\n`;
  const group = commandNames.filter((name) => name.startsWith(`${topic} `));
  if (group.length === 0) return undefined;
  return `${[`usage: meta-prefect ${topic} COMMAND [options]`, "", ...overview(group)].join("\n")}\n`;
}
