/** Codes that the cli room raises: what each means, for docs/codes.md. */
export const cliCodes = {
  "unknown-command": "The command line names a command that does not exist.",
  "unknown-option": "The command has no option of this name.",
  "missing-value": "An option that needs a value was given none.",
  "unexpected-value": "An option that takes no value, or one of a few, was given another.",
  "repeated-option": "An option was given twice and may be given once.",
  "missing-argument": "The command needs an argument that was not given.",
  "unexpected-argument": "The command takes fewer arguments.",
  "not-well": "A check of doctor found something wrong.",
  "no-such-path": "A file or folder of the command line does not exist.",
  "invalid-parameters": "The parameters on the command line are not `key=value` or a JSON object.",
  "invalid-project": "What the project declares has mistakes; each is a diagnostic of its own.",
  "deploy-incomplete": "Some changes could not be made; those that do not depend on them were.",
  "flow-run-failed": "The watched flow run ended in another state than Completed.",
  "server-not-running": "The local Prefect does not run.",
  unexpected: "Something failed in a way that meta-prefect does not know; please report it.",
} as const satisfies Readonly<Record<string, string>>;
