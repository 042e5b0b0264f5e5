import { parseArgs } from "node:util";
import { groups, isCommandName, type CommandName } from "./commands.ts";
import type { Failure } from "./failure.ts";
import {
  isOptionName,
  options,
  type FlagName,
  type OptionName,
  type OptionSpec,
  type ValueName,
} from "./options.ts";
import { incompleteCommand, optionsOf, unknownCommand, unknownOption, wrongCount } from "./usage-failures.ts";

/** A command line that makes sense. */
export interface Invocation {
  readonly positionals: readonly string[];
  /** How many of the positionals stood before `--`; only those may be folders and modules. */
  readonly beforeTerminator: number;
  readonly flag: (name: FlagName) => boolean;
  /** The value of an option that is given at most once. */
  readonly value: (name: ValueName) => string | undefined;
  /** All values of a repeatable option. */
  readonly values: (name: ValueName) => readonly string[];
}

/** A command that does more than print help. */
export type RunnableName = Exclude<CommandName, "help">;

/** What a command line asks for. */
export type Parsed =
  | { readonly kind: "invocation"; readonly command: RunnableName; readonly invocation: Invocation }
  /** `topic` is a command, a group of commands (`server`) or nothing. */
  | { readonly kind: "help"; readonly topic: string | undefined }
  | { readonly kind: "version" }
  | { readonly kind: "failure"; readonly failure: Failure };

type Token = NonNullable<ReturnType<typeof parseArgs>["tokens"]>[number];
type OptionToken = Extract<Token, { kind: "option" }>;

interface Given {
  readonly flags: ReadonlySet<OptionName>;
  readonly values: ReadonlyMap<OptionName, readonly string[]>;
}

const parserOptions = Object.fromEntries(
  Object.entries<OptionSpec>(options).map(([name, { type, short }]) => [
    name,
    {
      type: type === "flag" ? ("boolean" as const) : ("string" as const),
      multiple: true,
      ...(short ? { short } : {}),
    },
  ]),
);

function checkValue(
  spec: OptionSpec,
  { name, rawName, value, inlineValue }: OptionToken,
): Failure | undefined {
  if (spec.type === "flag") {
    if (value === undefined) return undefined;
    return {
      code: "unexpected-value",
      message: `${rawName} takes no value, given ${value}`,
      hint: `write ${rawName}`,
    };
  }
  const isOption = !inlineValue && value !== undefined && value.startsWith("-") && value !== "-";
  if (value === undefined || value === "" || isOption) {
    const instead = isOption
      ? `--${name}=${value}, if that is the value`
      : `${rawName} ${spec.placeholder ?? "VALUE"}`;
    return { code: "missing-value", message: `${rawName} needs a value`, hint: `write ${instead}` };
  }
  const choices = spec.choices;
  if (choices && !choices.includes(value)) {
    return {
      code: "unexpected-value",
      message: `${rawName} cannot be ${value}`,
      hint: `it is one of: ${choices.join(", ")}`,
    };
  }
  return undefined;
}

/** Sorts the options that were given; the first that is wrong is the answer. */
function readOptions(given: readonly OptionToken[], command: CommandName | undefined): Given | Failure {
  const flags = new Set<OptionName>();
  const values = new Map<OptionName, string[]>();
  const allowed = new Set(optionsOf(command));
  for (const token of given) {
    const { name, rawName, value } = token;
    if (!isOptionName(name) || !allowed.has(name)) return unknownOption(rawName, command);
    const spec: OptionSpec = options[name];
    const wrong = checkValue(spec, token);
    if (wrong) return wrong;
    if (value === undefined) {
      flags.add(name);
    } else if (values.has(name) && !spec.repeatable) {
      return {
        code: "repeated-option",
        message: `${rawName} is given twice, again with ${value}`,
        hint: "give it once",
      };
    } else values.set(name, [...(values.get(name) ?? []), value]);
  }
  return { flags, values };
}

/** The command that the first one or two words name. */
function commandIn([first, second]: readonly string[]):
  { readonly name: string; readonly length: number } | undefined {
  if (first === undefined) return undefined;
  return groups.includes(first) && second !== undefined
    ? { name: `${first} ${second}`, length: 2 }
    : { name: first, length: 1 };
}

/**
 * Reads a command line. Touches nothing but its argument.
 *
 * @example
 * ```ts
 * parse(["deploy", "--env=prod", "etl"]); // kind "invocation", command "deploy", positionals ["etl"]
 * parse(["deplyo"]); // kind "failure", hint "did you mean deploy?"
 * ```
 */
export function parse(args: readonly string[]): Parsed {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: parserOptions,
  });
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const given = tokens.flatMap((token) => (token.kind === "option" ? [token] : []));
  const found = commandIn(words);
  const command = found && isCommandName(found.name) ? found.name : undefined;
  const isGroup = found !== undefined && groups.includes(found.name);

  if (found && !command && !isGroup) return { kind: "failure", failure: unknownCommand(found.name) };
  if (given.some(({ name }) => name === "help")) return { kind: "help", topic: found?.name };
  if (isGroup) return { kind: "failure", failure: incompleteCommand(found.name) };
  const sorted = readOptions(given, command);
  if ("code" in sorted) return { kind: "failure", failure: sorted };
  if (sorted.flags.has("version")) return { kind: "version" };
  if (!found || !command) return { kind: "help", topic: undefined };

  const positionals = words.slice(found.length);
  if (command === "help") {
    return { kind: "help", topic: positionals.length > 0 ? positionals.join(" ") : undefined };
  }
  const failure = wrongCount(command, positionals);
  if (failure) return { kind: "failure", failure };
  const terminator = tokens.find((token) => token.kind === "option-terminator")?.index ?? Infinity;
  const after = tokens.filter((token) => token.kind === "positional" && token.index > terminator).length;
  return {
    kind: "invocation",
    command,
    invocation: {
      positionals,
      beforeTerminator: Math.max(0, positionals.length - after),
      flag: (name) => sorted.flags.has(name),
      value: (name) => sorted.values.get(name)?.[0],
      values: (name) => sorted.values.get(name) ?? [],
    },
  };
}
