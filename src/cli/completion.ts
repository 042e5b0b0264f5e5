import { commandNames, commandSpec, groups, type CommandName } from "./commands.ts";
import { commonOptions, options, type OptionName, type OptionSpec } from "./options.ts";

/** A script that completes commands and options; undefined for a shell that is not known. */
export function completionScript(shell: string): string | undefined {
  if (shell === "bash") return bash();
  if (shell === "zsh") return zsh();
  return shell === "fish" ? fish() : undefined;
}

const flags = (name: CommandName): readonly OptionName[] => [...commandSpec(name).options, ...commonOptions];
const topLevel = (): readonly string[] => [
  ...new Set(commandNames.map((name) => name.split(" ")[0] ?? name)),
];
const subcommands = (group: string): readonly string[] =>
  commandNames.filter((name) => name.startsWith(`${group} `)).map((name) => name.slice(group.length + 1));

function bash(): string {
  const cases = commandNames.map(
    (name) =>
      `    "${name}") words="${flags(name)
        .map((flag) => `--${flag}`)
        .join(" ")}" ;;`,
  );
  const nested = groups.map((group) => `    "${group}") words="${subcommands(group).join(" ")}" ;;`);
  const choices = Object.entries<OptionSpec>(options).flatMap(([name, { choices: values }]) =>
    values === undefined
      ? []
      : [`    --${name}) COMPREPLY=($(compgen -W "${values.join(" ")}" -- "$current")); return ;;`],
  );
  return `# bash completion of meta-prefect
_meta_prefect() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" words="" word
  case "$previous" in
${choices.join("\n")}
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) command="\${command:+$command }$word" ;; esac
    case "$command" in ${groups.map((group) => group).join("|")}) ;; *) [ -n "$command" ] && break ;; esac
  done
  case "$command" in
    "") words="${topLevel().join(" ")}" ;;
${nested.join("\n")}
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ "$current" != -* && -n "$command" ]] && COMPREPLY+=($(compgen -f -- "$current"))
}
complete -F _meta_prefect meta-prefect
`;
}

function zsh(): string {
  return `#compdef meta-prefect
# zsh completion of meta-prefect, by that of bash
autoload -U +X bashcompinit && bashcompinit
${bash()}`;
}

function fish(): string {
  const quote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const seen = (name: string): string =>
    `__fish_seen_subcommand_from ${name.split(" ").join("; and __fish_seen_subcommand_from ")}`;
  const commands = topLevel().map((name) => {
    const known = commandNames.find((one) => one === name);
    const summary = known === undefined ? `${name} …` : commandSpec(known).summary;
    return `complete -c meta-prefect -f -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`;
  });
  const nested = groups.flatMap((group) =>
    subcommands(group).map(
      (name) =>
        `complete -c meta-prefect -f -n ${quote(`${seen(group)}; and not __fish_seen_subcommand_from ${subcommands(group).join(" ")}`)} -a ${name}`,
    ),
  );
  const given = commandNames.flatMap((name) =>
    flags(name).map((flag) => {
      const spec: OptionSpec = options[flag];
      const values = spec.choices === undefined ? "" : ` -xa ${quote(spec.choices.join(" "))}`;
      const value = spec.type === "value" && spec.choices === undefined ? " -r" : "";
      const short = spec.short === undefined ? "" : ` -s ${spec.short}`;
      return `complete -c meta-prefect -n ${quote(seen(name))} -l ${flag}${short}${value}${values} -d ${quote(spec.summary)}`;
    }),
  );
  return ["# fish completion of meta-prefect", ...commands, ...nested, ...given, ""].join("\n");
}
