const commands = ["deploy", "plan"];
const options = /^(?:--(?:project|env|only|tag)(?:=.*)?|--json|--quiet|-q|--no-color|--prune|[^-].*)$/s;

/** Whether a command line only compares and prints, where there is nothing to do. */
export function isRepeatable(
  [command = "", ...rest]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  // The summary of a CI job is written by each run.
  const writesNothing = (env["GITHUB_STEP_SUMMARY"] ?? "") === "";
  return commands.includes(command) && writesNothing && rest.every((one) => options.test(one));
}
