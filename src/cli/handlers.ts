import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { lookHandlers } from "./look-handlers.ts";
import { authorHandlers } from "./author-handlers.ts";
import { planOptions, runOptions } from "./command-options.ts";
import { controlCommand } from "./control-commands.ts";
import { report, status } from "./status-command.ts";
import { gc } from "./gc-command.ts";
import { manifests } from "./manifests-command.ts";
import { deployAnswer, failedRun } from "./deploy-answer.ts";
import { executeRun, runWorker } from "./execution-commands.ts";
import { explain } from "./explain-command.ts";
import { importExisting } from "./import-command.ts";
import { apply, destroy, drift } from "./life-cycle-commands.ts";
import { rollback } from "./rollback-command.ts";
import { parametersOf } from "./parameters.ts";
import { projectAnswer, type Answer, type CommandContext, type Handler } from "./answer.ts";
import type { RunnableName } from "./parse.ts";
import { renderFailure } from "./render/diagnostics.ts";
import { planDocument, renderedDocument } from "./render/json.ts";
import { markdownPlan } from "./render/markdown.ts";
import { prefectYaml } from "./render/prefect-yaml.ts";
import { renderJobs } from "./render/jobs.ts";
import { renderPlan } from "./render/plan.ts";
import { renderRecipe, renderRecipes } from "./render/recipes.ts";
import { flowError, incompleteList, inspectMode, renderFlow, renderFlows } from "./render/flows.ts";
import { ciHandlers } from "./ci-handlers.ts";
import { deploymentHandlers } from "./deployment-handlers.ts";
import { printCommands } from "./shown-commands.ts";
import { toFailure } from "./to-failure.ts";
import { renderRun, renderRunEnd } from "./render/run.ts";
import { renderServer, renderServerResult } from "./render/server.ts";
import { renderWorkersResult } from "./render/status.ts";
import { renderValidate } from "./render/validate.ts";
import type { DeployOptions, WorkerOptions, WorkersResult } from "../index.ts";
import type { Failure } from "./failure.ts";

const plan: Handler = async (context) => {
  await printCommands(context);
  const result = await context.library.plan(planOptions(context));
  const markdown = markdownPlan(result);
  const file = context.invocation.value("comment-file");
  if (file !== undefined) writeFileSync(resolve(context.io.cwd, file), markdown);
  return projectAnswer(result, {
    markdown,
    exitCode: result.plan.changes.length > 0 ? 2 : 0,
    document: planDocument(result),
    stdout: context.invocation.flag("html")
      ? (await import("./render/plan-page.ts")).renderPlanPage(result)
      : `${renderPlan(result, context.colours.out, context.verbose)}${renderJobs(result.jobs, context.verbose)}`,
  });
};

const deploy: Handler = async (context) => {
  const { invocation } = context;
  if (invocation.flag("dry-run")) return plan(context);
  await printCommands(context);
  const options: DeployOptions = {
    ...planOptions(context),
    startWorker: invocation.flag("start-worker"),
    wait: invocation.flag("wait"),
    smokeRun: invocation.value("smoke-run"),
  };
  const result = await context.library.deploy(options);
  return deployAnswer(result, context);
};

const validate: Handler = async (context) => {
  await printCommands(context);
  const result = await context.library.validate(runOptions(context));
  return projectAnswer(result, {
    exitCode: 0,
    document: result,
    stdout: renderValidate(result, context.verbose),
  });
};

const render: Handler = async (context) => {
  const resolve = context.invocation.flag("resolve");
  const result = await context.library.render({ ...runOptions(context), resolve });
  const document = renderedDocument(result);
  const format = context.invocation.value("format");
  const { stringify } = await import("yaml");
  const yaml = (value: object): string => stringify(value, { aliasDuplicateObjects: false });
  const forPrefect = (): string => {
    const { document: file, leftOut } = prefectYaml(result);
    return [...leftOut.map((one) => `# Left out: ${one}.\n`), yaml(file)].join("");
  };
  const texts: Readonly<Record<string, () => string>> = {
    json: () => `${JSON.stringify(document, null, 2)}\n`,
    "prefect-yaml": forPrefect,
  };
  const stdout = (texts[format ?? "yaml"] ?? (() => yaml(document)))();
  return projectAnswer(result, {
    exitCode: 0,
    document: { ...document, diagnostics: result.diagnostics },
    stdout,
  });
};

const run: Handler = async ({ library, invocation, options, io, fail, colours, streamed }) => {
  const watch = invocation.flag("watch");
  const parameters = parametersOf(invocation, io.cwd, fail);
  const [deployment = ""] = invocation.positionals;
  const result = await library.run({ ...options, deployment, parameters, watch });
  const stdout = streamed ? renderRunEnd(result) : renderRun(result, colours.out);
  const failure = watch ? failedRun(result) : undefined;
  if (failure === undefined) return { exitCode: 0, document: result, stdout };
  return {
    exitCode: 1,
    document: result,
    stdout,
    stderr: renderFailure(failure, colours.err, false),
    failure,
  };
};

const serverStatus: Handler = async ({ library, options, colours }) => {
  const server = await library.serverStatus(options);
  const answer: Answer = { exitCode: 0, document: { server }, stdout: renderServer(server) };
  if (server.running) return answer;
  const failure: Failure = {
    code: "server-not-running",
    message: "the local Prefect does not run",
    hint: "`meta-prefect server start` starts it",
  };
  return { ...answer, exitCode: 1, stderr: renderFailure(failure, colours.err, false), failure };
};

const startServer: Handler = async ({ library, options }) => {
  const result = await library.startServer(options);
  return { exitCode: 0, document: result, stdout: renderServerResult(result, "running") };
};

const stopServer: Handler = async ({ library, options }) => {
  const result = await library.stopServer(options);
  return { exitCode: 0, document: result, stdout: renderServerResult(result, "stopped") };
};

function workers(
  act: (context: CommandContext, options: WorkerOptions) => Promise<WorkersResult>,
  done?: "started" | "stopped",
): Handler {
  return async (context) => {
    const result = await act(context, { ...context.options, pool: context.invocation.value("pool") });
    return { exitCode: 0, document: result, stdout: renderWorkersResult(result, done) };
  };
}

const listRecipes: Handler = async ({ library, options }) => {
  const result = await library.listRecipes(options);
  return projectAnswer(result, { exitCode: 0, document: result, stdout: renderRecipes(result) });
};

const showRecipe: Handler = async ({ library, options, invocation }) => {
  const [recipe = ""] = invocation.positionals;
  const result = await library.showRecipe({ ...options, recipe });
  return { exitCode: 0, document: { recipe: result }, stdout: renderRecipe(result) };
};

const listFlows: Handler = async ({ library, options, colours }) => {
  const result = await library.listFlows(options);
  const mistakes = result.diagnostics.filter(({ severity }) => severity === "error");
  const answer: Answer = {
    exitCode: 0,
    document: {},
    bare: [...result.flows, ...mistakes.map(flowError)],
    stdout: renderFlows(result, colours.out),
    diagnostics: result.diagnostics,
    root: result.root,
  };
  return mistakes.length === 0
    ? answer
    : { ...answer, exitCode: 1, failure: incompleteList(mistakes.length) };
};

const showFlow: Handler = async ({ library, options, invocation, io, colours, verbose }) => {
  const [entrypoint = ""] = invocation.positionals;
  const inspect = inspectMode(invocation.value("inspect"));
  try {
    const result = await library.showFlow({ ...options, entrypoint, inspect });
    const stdout = renderFlow(result, colours.out);
    return { exitCode: 0, document: {}, bare: result.flow, stdout };
  } catch (thrown) {
    const failure = toFailure(thrown, library.isMetaPrefectError);
    const known = library.isMetaPrefectError(thrown) && !io.signal.aborted;
    if (!known || failure.code === "interrupted") throw thrown;
    const { code, message } = failure;
    const [diagnostic = { severity: "error" as const, code, message }] = failure.diagnostics ?? [];
    const stderr = failure.diagnostics?.length ? "" : renderFailure(failure, colours.err, verbose);
    const diagnostics = failure.diagnostics ?? [];
    return {
      exitCode: 1,
      document: {},
      bare: flowError(diagnostic),
      stdout: "",
      stderr,
      diagnostics,
      failure,
    };
  }
};

const startWorkers = workers(({ library }, options) => library.startWorker(options), "started");

/** What each command does; `help` never comes this far. */
export const handlers: Readonly<Record<RunnableName, Handler>> = {
  deploy,
  plan,
  validate,
  render,
  explain,
  apply,
  destroy,
  gc,
  manifests,
  drift,
  rollback,
  import: importExisting,
  status,
  report,
  pause: controlCommand((library, options) => library.pause(options), "paused"),
  resume: controlCommand((library, options) => library.resume(options), "resumed"),
  stop: controlCommand((library, options) => library.stop(options), "stopped"),
  run,
  "server start": startServer,
  "server stop": stopServer,
  "server status": serverStatus,
  "worker start": (context) =>
    context.invocation.value("type") === undefined ? startWorkers(context) : runWorker(context),
  "worker stop": workers(({ library }, options) => library.stopWorker(options), "stopped"),
  "worker status": workers(({ library }, options) => library.workerStatus(options)),
  "flow-run execute": executeRun,
  ...authorHandlers,
  ...lookHandlers,
  ...ciHandlers,
  ...deploymentHandlers,
  "recipes list": listRecipes,
  "recipes show": showRecipe,
  "flows list": listFlows,
  "flows show": showFlow,
};
