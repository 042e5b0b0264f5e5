import type { JsonObject, OrchestratorOptions, PrefectOrchestrator } from "../index.ts";
import { projectAnswer, type CommandContext, type Handler } from "./answer.ts";
import { incomplete } from "./deploy-answer.ts";
import { jsonObjectOf } from "./parameters.ts";
import { renderDeployFailures } from "./render/deploy.ts";
import { escape } from "./render/escape.ts";
import { variableLines } from "./render/recipes.ts";

type KwargsOption = "packaging-kwargs" | "deployment-kwargs" | "run-kwargs" | "stop-kwargs";

function kwargs({ invocation, io, fail }: CommandContext, option: KwargsOption): JsonObject {
  const given = invocation.value(option);
  return given === undefined ? {} : jsonObjectOf(given, `--${option}`, io.cwd, fail);
}

/** The one orchestrator that there is; a class by another name is a mistake, not something that is left out. */
async function orchestrator(
  context: CommandContext,
  option: "packager" | "deployer",
): Promise<PrefectOrchestrator> {
  const { library, invocation, options, fail } = context;
  const name = invocation.value(option) ?? "PrefectOrchestrator";
  if (name !== "PrefectOrchestrator")
    throw fail(
      "unexpected-value",
      `there is no orchestrator ${name}`,
      "the one that there is: PrefectOrchestrator",
    );
  // What packages gives its configuration to the class.
  const config = option === "deployer" ? invocation.value("config") : undefined;
  return library.orchestrator(options, { config });
}

/** What the commands about one deployment are given. */
function about(context: CommandContext, option: "deployment-kwargs" | "stop-kwargs"): object {
  const { invocation } = context;
  return {
    deployment_name: invocation.value("name"),
    deployment_type: invocation.value("deployment-type"),
    ...kwargs(context, option),
  };
}

const packaging: Handler = async (context) => {
  const { invocation } = context;
  const [name = ""] = invocation.positionals;
  const result = await (
    await orchestrator(context, "packager")
  ).package({
    class: name,
    module: invocation.value("class-module"),
    entrypoint: invocation.value("entrypoint"),
    flow_name: invocation.value("flow-name"),
    config_file: invocation.value("config"),
    package_type: invocation.value("deployment-type"),
    ...(invocation.flag("skip-validation") && { skip_validation: true }),
    ...kwargs(context, "packaging-kwargs"),
    ...(invocation.flag("no-build") && { build_image: false }),
  });
  const lines = [
    `Wrote ${escape(result.script)} and ${escape(result.dockerfile)}.`,
    result.image === null ? escape(result.note ?? "") : `Built ${escape(result.image)}.`,
    "",
  ];
  return { exitCode: 0, document: result, stdout: lines.join("\n") };
};

const build: Handler = async (context) => {
  const { invocation } = context;
  const result = await (
    await orchestrator(context, "deployer")
  ).deploy({
    ...about(context, "deployment-kwargs"),
    ...(invocation.flag("no-push") && { push_image: false }),
  });
  const failure = incomplete(result.result?.outcomes ?? []);
  const diagnostics = result.result?.diagnostics ?? [];
  const deployed = (result.result?.deployments ?? []).map(
    ({ flow, name, url }) => `Deployed ${escape(flow)}/${escape(name)}: ${url}`,
  );
  return projectAnswer(
    { diagnostics },
    {
      exitCode: failure === undefined ? 0 : 1,
      document: result,
      stdout: [
        ...deployed,
        ...result.manifests.map((file) => `Wrote ${escape(file)}.`),
        ...result.notes.map(escape),
        "",
      ].join("\n"),
      ...(failure !== undefined && { failure }),
      ...(result.result !== undefined &&
        failure !== undefined && { stderr: renderDeployFailures(result.result, context.colours.err) }),
    },
  );
};

const run: Handler = async (context) => {
  const [name = ""] = context.invocation.positionals;
  const result = await (await orchestrator(context, "deployer")).run(name, kwargs(context, "run-kwargs"));
  const stdout = `Created run ${result.flowRunId}. See ${result.url}\n`;
  return { exitCode: 0, document: result, stdout };
};

const stop: Handler = async (context) => {
  const result = await (await orchestrator(context, "deployer")).stop(about(context, "stop-kwargs"));
  const stdout =
    result.stopped.length === 0
      ? "Nothing was running.\n"
      : `Stopped ${result.stopped.map(escape).join(", ")}.\n`;
  return { exitCode: 0, document: result, stdout };
};

const status: Handler = async (context) => {
  const result = await (await orchestrator(context, "deployer")).status(about(context, "stop-kwargs"));
  const { workPool, workers } = result;
  const online = `${String(workers)} ${workers === 1 ? "worker" : "workers"} online`;
  const lines = [
    `${escape(result.name)}  ${result.paused ? "paused" : "active"}`,
    workPool === null ? "  served, without a work pool" : `  work pool ${escape(workPool)}, ${online}`,
    ...result.reasons.map((reason) => `  nobody takes its runs: ${escape(reason)}`),
    `  last run: ${result.lastRun === null ? "none" : escape(result.lastRun)}`,
    `  ${result.url}`,
    "",
  ];
  return { exitCode: 0, document: result, stdout: lines.join("\n") };
};

const remove: Handler = async (context) => {
  const result = await (await orchestrator(context, "deployer")).delete(about(context, "stop-kwargs"));
  const { deleted, stopped } = result;
  const lines = [
    ...(stopped.length > 0 ? [`Stopped ${stopped.map(escape).join(", ")}.`] : []),
    deleted.length > 0 ? `Deleted ${deleted.map(escape).join(", ")}.` : "Nothing was deployed.",
    "",
  ];
  return { exitCode: 0, document: result, stdout: lines.join("\n") };
};

const check: Handler = async (context) => {
  const result = await (await orchestrator(context, "deployer")).check(about(context, "deployment-kwargs"));
  const stdout = `The options are right for a ${result.mode} deployment.\n`;
  return projectAnswer(result, { exitCode: 0, document: result, stdout });
};

const showOptions: Handler = async (context) => {
  const type = context.invocation.value("deployment-type") ?? "docker";
  const found = (await orchestrator(context, "deployer")).options(type);
  const part = (title: string, variables: OrchestratorOptions["pool"]): readonly string[] =>
    variables.length === 0 ? [] : [title, ...variableLines(variables).slice(1), ""];
  const lines = [
    ...part("deployment package, --packaging-kwargs:", found.package),
    ...part(`deployment build -t ${found.type} with a work pool, --deployment-kwargs:`, found.pool),
    ...part(`deployment build -t ${found.type} without a work pool:`, found.served),
    ...part("deployment stop, status and delete, --stop-kwargs:", found.stop),
  ];
  return { exitCode: 0, document: found, stdout: lines.join("\n") };
};

/** What the commands round a packaged class do. */
export const deploymentHandlers = {
  "deployment package": packaging,
  "deployment build": build,
  "deployment run": run,
  "deployment stop": stop,
  "deployment status": status,
  "deployment delete": remove,
  "deployment options": showOptions,
  "deployment validate": check,
} as const;
