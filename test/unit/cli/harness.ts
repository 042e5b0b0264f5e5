import { PrefectOrchestrator } from "../../../src/actions/orchestrator/prefect-orchestrator.ts";
import { isMetaPrefectError, MetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import { runCli } from "../../../src/cli/cli.ts";
import type { Library } from "../../../src/library.ts";
import type { LifeCycleActions } from "../../../src/interfaces/life-cycle.ts";
import type { LookActions } from "../../../src/interfaces/look-actions.ts";
import type { Actions, Target } from "../../../src/interfaces/results.ts";

/** What a command line printed and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly loads: number;
}

/** A target without a server. */
export const target: Target = {
  root: "/project",
  project: "acme",
  environments: ["dev"],
  api: "http://127.0.0.1:4200/api",
};

function unexpected(): never {
  throw new MetaPrefectError("unexpected", "this test does not expect this action");
}

/** What a test gives of a library. */
type Given = Partial<Actions & LifeCycleActions & LookActions & Pick<Library, "equivalentCommands">>;

/** A library in which only the given actions work. */
export function libraryWith(actions: Given): Library {
  return {
    deploy: unexpected,
    plan: unexpected,
    validate: unexpected,
    render: unexpected,
    equivalentCommands: unexpected,
    writePipeline: unexpected,
    orchestrator: (options, settings) => Promise.resolve(new PrefectOrchestrator(options, settings)),
    explain: unexpected,
    gc: unexpected,
    writeManifests: unexpected,
    executeFlowRun: unexpected,
    runNodeWorker: unexpected,
    pause: unexpected,
    resume: unexpected,
    stop: unexpected,
    savedFiles: unexpected,
    status: unexpected,
    run: unexpected,
    startServer: unexpected,
    stopServer: unexpected,
    serverStatus: unexpected,
    startWorker: unexpected,
    stopWorker: unexpected,
    workerStatus: unexpected,
    listRecipes: unexpected,
    showRecipe: unexpected,
    listFlows: unexpected,
    showFlow: unexpected,
    applyFile: unexpected,
    destroy: unexpected,
    drift: unexpected,
    importAll: unexpected,
    importPrefectFile: unexpected,
    newRecipe: unexpected,
    codes: { "unknown-recipe": "No recipe has the name." },
    graph: unexpected,
    calendar: unexpected,
    doctor: unexpected,
    recipeDocs: unexpected,
    projectSchema: unexpected,
    initProject: unexpected,
    rollback: unexpected,
    MetaPrefectError,
    isMetaPrefectError,
    ...actions,
  };
}

/** Runs a command line in this process on a library in which only the given actions work. */
export async function runWith(
  args: readonly string[],
  actions: Given = {},
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly terminal?: boolean;
    readonly controller?: AbortController;
  } = {},
): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  let loads = 0;
  const isTerminal = options.terminal ?? false;
  const code = await runCli(
    args,
    {
      stdout: { write: (text) => void (stdout += text), isTerminal, columns: () => 80 },
      stderr: { write: (text) => void (stderr += text), isTerminal, columns: () => 80 },
      env: options.env ?? {},
      cwd: options.cwd ?? process.cwd(),
      stdinIsTerminal: isTerminal,
      signal: (options.controller ?? new AbortController()).signal,
    },
    () => {
      loads += 1;
      return Promise.resolve(libraryWith(actions));
    },
  );
  return { code, stdout, stderr, loads };
}
