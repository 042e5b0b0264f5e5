/** One option of the command line. An option means the same wherever it is allowed. */
export interface OptionSpec {
  readonly type: "flag" | "value";
  /** One letter. */
  readonly short?: string;
  /** What stands for the value in the help text. */
  readonly placeholder?: string;
  /** The values that it can have; absent: any. */
  readonly choices?: readonly string[];
  /** May be given several times. @default false */
  readonly repeatable?: boolean;
  readonly summary: string;
}

/** Every option of every command; a test locks it. */
export const options = {
  "dry-run": { type: "flag", summary: "Only say what would be done, as `plan` does." },
  adopt: { type: "flag", summary: "Take over things that exist and are nobody's." },
  prune: { type: "flag", summary: "Delete what is ours and no longer declared." },
  "max-deletes": {
    type: "value",
    placeholder: "N",
    summary: "How many deletions are meant; unless given, 10 or a fifth of what is ours.",
  },
  "allow-mass-delete": { type: "flag", summary: "Delete as much as the plan says." },
  yes: { type: "flag", summary: "Do not ask." },
  out: { type: "value", placeholder: "FILE", summary: "The file to write." },
  all: { type: "flag", summary: "Everything that the server has and nobody owns." },
  "from-server": { type: "flag", summary: "What the server has and nobody owns, not a prefect.yaml." },
  drawing: {
    type: "value",
    placeholder: "mermaid|svg|html",
    choices: ["mermaid", "svg", "html"],
    summary: "Form of the drawing; mermaid unless given.",
  },
  svg: { type: "flag", summary: "Print one drawing as SVG." },
  weeks: { type: "value", placeholder: "N", summary: "How many weeks, 1 to 26; 4 unless given." },
  timezone: {
    type: "value",
    placeholder: "ZONE",
    summary: "IANA time zone of days and hours; this machine's unless given.",
  },
  deployed: { type: "flag", summary: "What Prefect has, also what people switched and added." },
  html: { type: "flag", summary: "Print one HTML page that needs nothing else." },
  "comment-file": {
    type: "value",
    placeholder: "FILE",
    summary: "Write the plan as Markdown, for a comment on a pull request.",
  },
  "start-worker": { type: "flag", summary: "Start workers here although the API is on another machine." },
  local: { type: "flag", summary: "Start a local Prefect where no API is configured." },
  module: {
    type: "value",
    placeholder: "FILE",
    repeatable: true,
    summary: "A TypeScript file that exports wrapped flows.",
  },
  rendered: {
    type: "value",
    placeholder: "FILE",
    summary: "Take what `render` wrote instead of the project.",
  },
  render: {
    type: "flag",
    summary: "Also print each deployment's job as its worker gets it, with the origin of each value.",
  },
  file: {
    type: "value",
    short: "f",
    placeholder: "FILE",
    summary: "Deploy what a file for `prefect deployment build` lists; of a folder, ENV.yaml.",
  },
  "class-module": {
    type: "value",
    short: "m",
    placeholder: "MODULE",
    summary: "Module of the class; lolpop.runner unless given.",
  },
  entrypoint: {
    type: "value",
    short: "e",
    placeholder: "METHOD",
    summary: "Method to call; build_all unless given.",
  },
  "flow-name": {
    type: "value",
    placeholder: "NAME",
    summary: "Function to write; prefect_entrypoint unless given.",
  },
  config: {
    type: "value",
    short: "c",
    placeholder: "FILE",
    summary: "Configuration: of the class, and of the Prefect to talk to.",
  },
  name: { type: "value", short: "n", placeholder: "NAME", summary: "Name of the deployment." },
  "deployment-type": {
    type: "value",
    short: "t",
    placeholder: "docker|kubernetes|process|…",
    choices: [
      ...["docker", "kubernetes", "process", "local", "ecs", "cloud-run", "cloud-run-v2", "vertex-ai"],
      "azure-container-instance",
    ],
    summary: "What it runs on; docker unless given.",
  },
  packager: { type: "value", placeholder: "CLASS", summary: "PrefectOrchestrator." },
  deployer: { type: "value", placeholder: "CLASS", summary: "PrefectOrchestrator." },
  "packaging-kwargs": {
    type: "value",
    placeholder: "JSON|@FILE",
    summary: "Options of packaging as a JSON object.",
  },
  "deployment-kwargs": {
    type: "value",
    placeholder: "JSON|@FILE",
    summary: "Options of deploying as a JSON object.",
  },
  "run-kwargs": {
    type: "value",
    placeholder: "JSON|@FILE",
    summary: "Parameters of the run as a JSON object.",
  },
  "stop-kwargs": {
    type: "value",
    placeholder: "JSON|@FILE",
    summary: "Options of stopping, looking or deleting as a JSON object.",
  },
  "skip-validation": { type: "flag", summary: "The class does not check its configuration." },
  branch: {
    type: "value",
    placeholder: "NAME",
    summary: "Branch that is deployed; main for prod, else the environment's name.",
  },
  repository: {
    type: "value",
    placeholder: "NAME",
    summary: "Registry and name of an image to build from ./Dockerfile; none unless given.",
  },
  infrastructure: {
    type: "value",
    placeholder: "DIR",
    summary: "A project that declares pools and blocks, deployed before the flows.",
  },
  platform: {
    type: "value",
    placeholder: "FILE",
    summary: "Deploy what the `prefect:` section of a platform file says.",
  },
  "show-command": { type: "flag", summary: "With -f: print the command of Prefect 2 that says the same." },
  "no-build": { type: "flag", summary: "Build no image; use what was built last." },
  "no-push": { type: "flag", summary: "Push no image; leave it with the builder." },
  ttl: {
    type: "value",
    placeholder: "TIME",
    summary: "The environment ends after this time, for `gc` to destroy: 90s, 30m, 72h, 14d.",
  },
  only: {
    type: "value",
    placeholder: "GLOB",
    repeatable: true,
    summary: "Only these deployments, as a selector; nothing else is pruned.",
  },
  tag: {
    type: "value",
    placeholder: "TAG",
    repeatable: true,
    summary: "Only deployments with this tag.",
  },
  "changed-since": {
    type: "value",
    placeholder: "REF",
    summary: "Only deployments whose code or declaration changed since a git revision.",
  },
  to: {
    type: "value",
    placeholder: "VERSION",
    summary: "The git revision to go back to: a commit, a tag, or a version made of a commit.",
  },
  "in-image": { type: "flag", summary: "Have the jobs that deploy run in the image that was built." },
  format: {
    type: "value",
    placeholder: "yaml|json|prefect-yaml",
    choices: ["yaml", "json", "prefect-yaml"],
    summary: "Form of what is printed; yaml unless given. prefect-yaml: for prefect deploy.",
  },
  resolve: { type: "flag", summary: "Ask the server for values that depend on what is deployed." },
  param: {
    type: "value",
    short: "p",
    placeholder: "KEY=VALUE",
    repeatable: true,
    summary: "A parameter; the value is JSON where it parses as such, else text.",
  },
  params: { type: "value", placeholder: "JSON|@FILE", summary: "All parameters as a JSON object." },
  watch: {
    type: "flag",
    summary: "Go on showing: a run's states and log lines until it has ended, a status until Ctrl-C.",
  },
  wait: {
    type: "flag",
    summary: "Wait until somebody takes the runs of what was deployed; fail after 2 minutes.",
  },
  "smoke-run": {
    type: "value",
    placeholder: "FLOW/DEPLOYMENT",
    summary: "Then run this deployment to its end, and fail unless it completes.",
  },
  pool: { type: "value", placeholder: "NAME", summary: "Only the worker of this work pool." },
  type: {
    type: "value",
    placeholder: "process",
    choices: ["process"],
    summary: "Be a worker of this type yourself: in the foreground, without Python.",
  },
  limit: { type: "value", placeholder: "N", summary: "Runs at the same time, with --type." },
  id: { type: "value", placeholder: "ID", summary: "The flow run; else PREFECT__FLOW_RUN_ID." },
  inspect: {
    type: "value",
    placeholder: "static|python|auto",
    choices: ["static", "python", "auto"],
    summary: "From the source, by Prefect in Python, or by Prefect where needed.",
  },
  project: {
    type: "value",
    placeholder: "DIR",
    summary: "Where to look for meta_prefect.yaml, and above; here unless given.",
  },
  env: {
    type: "value",
    placeholder: "NAME",
    repeatable: true,
    summary: "The environment; else META_PREFECT__ENV, else dev.",
  },
  json: { type: "flag", summary: "Print one JSON document." },
  "no-color": { type: "flag", summary: "No colours; so do NO_COLOR and a pipe." },
  quiet: { type: "flag", short: "q", summary: "No progress." },
  verbose: { type: "flag", short: "v", summary: "More detail; the stack of an unexpected error." },
  help: { type: "flag", short: "h", summary: "Print help." },
  version: { type: "flag", summary: "Print the version of meta-prefect." },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** The long name of an option, without dashes. */
export type OptionName = keyof typeof options;

/** An option that takes no value. */
export type FlagName = {
  [Name in OptionName]: (typeof options)[Name]["type"] extends "flag" ? Name : never;
}[OptionName];

/** An option that takes a value. */
export type ValueName = Exclude<OptionName, FlagName>;

/** Options that every command has. */
export const commonOptions = [
  "project",
  "env",
  "json",
  "no-color",
  "quiet",
  "verbose",
  "help",
  "version",
] as const satisfies readonly OptionName[];

/** Whether a text is the long name of an option. */
export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(options, name);
}
