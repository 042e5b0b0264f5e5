import { lookCommands } from "./look-commands.ts";
import { authorCommands } from "./author-commands.ts";
import type { ArgumentSpec, CommandSpec } from "./command-spec.ts";
import { executionCommands } from "./execution-commands.ts";
import { ciCommands } from "./ci-commands.ts";
import { deploymentCommands } from "./deployment-commands.ts";
import { machineCommands } from "./machine-commands.ts";
import { manifestsCommands } from "./manifests-command.ts";
import { selectors } from "./selectors.ts";
import { switchCommands } from "./switch-commands.ts";

const imported: ArgumentSpec = {
  ...selectors,
  name: "FILE|SELECTOR",
  summary: "A prefect.yaml (./prefect.yaml unless given); or a selector of what the server has.",
};
const selection = ["only", "tag", "changed-since", "file", "platform"] as const;
const shown = ["no-build", "no-push", "show-command"] as const;
const deleting = ["prune", "max-deletes", "allow-mass-delete"] as const;
const usual = { 0: "done", 1: "error" };
const reads = { readOnly: true, destructive: false, idempotent: true };

/** Every command; a test locks it. */
export const commands = {
  deploy: {
    summary: "Make Prefect what the project declares.",
    arguments: [selectors],
    options: [
      ...selection,
      "dry-run",
      "adopt",
      ...deleting,
      "ttl",
      "wait",
      "smoke-run",
      "start-worker",
      "local",
      "module",
      "rendered",
      ...shown,
    ],
    readOnly: false,
    destructive: true,
    idempotent: true,
    exitCodes: { 0: "done; with --dry-run: nothing to do", 1: "error", 2: "with --dry-run: changes" },
    examples: [
      ["meta-prefect deploy", "everything that ./meta_prefect.yaml declares"],
      ["meta-prefect deploy etl/nightly-dev --dry-run", "say what would change of one deployment"],
    ],
  },
  plan: {
    ...reads,
    summary: "Say what deploy would do.",
    arguments: [selectors],
    options: [
      ...selection,
      "adopt",
      ...deleting,
      "out",
      "comment-file",
      "html",
      "module",
      "rendered",
      "render",
      ...shown,
    ],
    exitCodes: { 0: "nothing to do", 1: "error", 2: "changes" },
    examples: [
      ["meta-prefect plan --env prod", "what a deploy to prod would change"],
      ["meta-prefect plan --render --only 'etl/*'", "the final jobs: template, pool default or deployment"],
    ],
  },
  apply: {
    summary: "Do what a plan file says, or nothing when Prefect has changed since.",
    arguments: [{ name: "FILE", required: true, many: false, summary: "What plan --out wrote." }],
    options: ["start-worker"],
    readOnly: false,
    destructive: true,
    idempotent: false,
    exitCodes: usual,
    examples: [["meta-prefect plan --out plan.json && meta-prefect apply plan.json", "review, then do"]],
  },
  rollback: {
    summary: "Deploy what the project declared at a git revision, with the code of then.",
    arguments: [selectors],
    options: ["to", "only", "tag", "dry-run", ...deleting, "wait", "smoke-run", "start-worker"],
    readOnly: false,
    destructive: true,
    idempotent: true,
    exitCodes: { 0: "done; with --dry-run: nothing to do", 1: "error", 2: "with --dry-run: changes" },
    examples: [
      ["meta-prefect rollback --to HEAD~1 --dry-run", "what going back one commit would change"],
      ["meta-prefect rollback --to v1.4.0 --env prod", "production as it was tagged"],
    ],
  },
  drift: {
    ...reads,
    summary: "Say what was changed in Prefect since the last deploy.",
    arguments: [selectors],
    options: [...selection, "module"],
    exitCodes: { 0: "no drift", 1: "error", 2: "drift" },
    examples: [["meta-prefect drift --env prod", "both values of each field that somebody changed"]],
  },
  import: {
    summary: "Write a project file of a prefect.yaml, and prove it; or of what Prefect has and nobody owns.",
    arguments: [imported],
    options: ["from-server", "all", "out"],
    readOnly: false,
    destructive: false,
    idempotent: false,
    exitCodes: usual,
    examples: [
      ["meta-prefect import prefect.yaml && meta-prefect plan --adopt", "move over from `prefect deploy`"],
      ["meta-prefect import --from-server", "take over what was made by hand"],
    ],
  },
  destroy: {
    summary: "Delete everything that the project owns in an environment.",
    arguments: [],
    options: ["yes"],
    readOnly: false,
    destructive: true,
    idempotent: true,
    exitCodes: { 0: "done, or nothing to do", 1: "error" },
    examples: [["meta-prefect destroy --env pr-123 --yes", "take a branch's deployments away"]],
  },
  gc: {
    summary: "Destroy the environments whose time is over.",
    arguments: [],
    options: ["dry-run"],
    readOnly: false,
    destructive: true,
    idempotent: true,
    exitCodes: { 0: "done, or nothing to do", 1: "error", 2: "with --dry-run: something has expired" },
    examples: [["meta-prefect deploy --env pr-123 --ttl 72h", "makes what gc takes away three days later"]],
  },
  validate: {
    ...reads,
    summary: "Check the project without a server.",
    arguments: [selectors],
    options: [...selection, "show-command", "module"],
    exitCodes: { 0: "valid", 1: "mistakes, or another error" },
    examples: [["meta-prefect validate", "all mistakes at once, each with its place"]],
  },
  render: {
    ...reads,
    summary: "Print the deployments as they would be sent.",
    arguments: [selectors],
    options: [...selection, "format", "resolve", "module"],
    exitCodes: usual,
    examples: [
      ["meta-prefect render > rendered.yaml", "for `deploy --rendered rendered.yaml`, or for review"],
    ],
  },
  explain: {
    ...reads,
    summary: "Show which recipes made a deployment, and where each value comes from; or what a code means.",
    arguments: [
      {
        name: "FLOW/DEPLOYMENT|CODE",
        required: true,
        many: false,
        summary: "The deployment, or a code of an error.",
      },
    ],
    options: ["module"],
    exitCodes: usual,
    examples: [
      ["meta-prefect explain etl/nightly-prod --env prod", "recipe, file and layer of each value"],
      ["meta-prefect explain unknown-recipe", "what an error with this code means"],
    ],
  },
  status: {
    ...reads,
    summary: "Show what Prefect has of this project, whether it is as declared, and who takes its runs.",
    arguments: [selectors],
    options: ["watch", "module"],
    exitCodes: usual,
    examples: [["meta-prefect status -v", "with ids, addresses and every schedule"]],
  },
  report: {
    ...reads,
    summary: "Print a page with what status shows, what wants attention first.",
    arguments: [selectors],
    options: ["module"],
    exitCodes: usual,
    examples: [["meta-prefect report --env prod > report.html", "one page that needs nothing else"]],
  },
  ...switchCommands,
  run: {
    summary: "Start a run of a deployment.",
    arguments: [{ name: "FLOW/DEPLOYMENT", required: true, many: false, summary: "The deployment to run." }],
    options: ["param", "params", "watch", "local"],
    readOnly: false,
    destructive: false,
    idempotent: false,
    exitCodes: { 0: "started; with --watch: completed", 1: "error; with --watch: ended in another state" },
    examples: [["meta-prefect run etl/nightly-dev -p day=2026-01-31 --watch", "run and follow it"]],
  },
  ...machineCommands,
  ...manifestsCommands,
  ...ciCommands,
  ...deploymentCommands,
  ...executionCommands,
  ...authorCommands,
  ...lookCommands,
  "recipes list": {
    ...reads,
    summary: "List the recipes.",
    arguments: [],
    options: [],
    exitCodes: usual,
    examples: [],
  },
  "recipes show": {
    ...reads,
    summary: "Show one recipe with its variables.",
    arguments: [{ name: "NAME", required: true, many: false, summary: "Name of the recipe." }],
    options: [],
    exitCodes: usual,
    examples: [["meta-prefect recipes show schedule", "its variables, their types and defaults"]],
  },
  "flows list": {
    ...reads,
    summary: "List the flows, and which are known exactly from their source.",
    arguments: [],
    options: [],
    exitCodes: { 0: "done", 1: "a file cannot be read, or another error" },
    examples: [["meta-prefect flows list --json", "a list of what `flows show --json` prints of each"]],
  },
  "flows show": {
    ...reads,
    summary: "Show what Prefect derives of a flow.",
    arguments: [
      {
        name: "FILE:FUNCTION",
        required: true,
        many: false,
        summary: "The flow: path/to/file.py:function or package.module:function.",
      },
    ],
    options: ["inspect"],
    exitCodes: { 0: "done, also when not all is known", 1: "no such flow, or another error" },
    examples: [
      ["meta-prefect flows show flows/etl.py:etl", "its name, options, parameters"],
      ["meta-prefect flows show etl", "the flow that has this name, where only one has"],
    ],
  },
  help: {
    ...reads,
    summary: "Print help, of one command where it is named.",
    arguments: [{ name: "COMMAND", required: false, many: true, summary: "The command." }],
    options: [],
    exitCodes: { 0: "done", 1: "no such command" },
    examples: [],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

/** The name of a command, as it is typed: `deploy`, `server start`. */
export type CommandName = keyof typeof commands;

/** All names, in the order of the table. */
export const commandNames: readonly CommandName[] = Object.keys(commands).filter(isCommandName);

/** Whether a text is the name of a command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** The description of a command, without its literal types. */
export function commandSpec(name: CommandName): CommandSpec {
  return commands[name];
}

/** First words of commands that have two: `server`, `worker`, `recipes`, `flows`. */
export const groups: readonly string[] = [
  ...new Set(commandNames.flatMap((name) => name.split(" ").slice(0, -1))),
];

/** The commands of a group. */
export function commandsOf(group: string): readonly CommandName[] {
  return commandNames.filter((name) => name.startsWith(`${group} `));
}
