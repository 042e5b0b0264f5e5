import { codes } from "./errors/codes.ts";
import { isMetaPrefectError, MetaPrefectError } from "./errors/meta-prefect-error.ts";
import type { AuthorActions } from "./interfaces/author-actions.ts";
import type { ControlActions } from "./interfaces/control.ts";
import type { EphemeralActions } from "./interfaces/ephemeral.ts";
import type { ExecutionActions } from "./interfaces/execution.ts";
import type { LifeCycleActions } from "./interfaces/life-cycle.ts";
import type { LookActions } from "./interfaces/look-actions.ts";
import type { ManifestsActions } from "./interfaces/manifests.ts";
import type { CallerOptions, RunOptions } from "./interfaces/options.ts";
import type { PipelineOptions, PipelineResult } from "./interfaces/ci.ts";
import type { Actions } from "./interfaces/results.ts";
import type { PrefectOrchestrator } from "./actions/orchestrator/prefect-orchestrator.ts";

/** What the command line takes from the programmatic interface. */
export interface Library
  extends
    Actions,
    AuthorActions,
    LookActions,
    LifeCycleActions,
    ManifestsActions,
    ControlActions,
    EphemeralActions,
    ExecutionActions {
  readonly equivalentCommands: (
    options: Pick<RunOptions, "directory" | "deploymentsFile">,
  ) => Promise<readonly string[]>;
  readonly writePipeline: (options: PipelineOptions) => Promise<PipelineResult>;
  readonly orchestrator: (
    options: CallerOptions,
    settings: ConstructorParameters<typeof PrefectOrchestrator>[1],
  ) => Promise<PrefectOrchestrator>;
  /** What each code of an error means. */
  readonly codes: Readonly<Record<string, string | undefined>>;
  readonly MetaPrefectError: typeof MetaPrefectError;
  readonly isMetaPrefectError: typeof isMetaPrefectError;
}

// Loading everything takes longer than most commands run. These four and not one for each action, as many small files
// take longer than what they spare.
const flows = (): Promise<typeof import("./actions/flows.ts")> => import("./actions/flows.ts");
const runs = (): Promise<typeof import("./actions/execute-flow-run.ts")> =>
  import("./actions/execute-flow-run.ts");
const projects = (): Promise<typeof import("./actions/of-projects.ts")> => import("./actions/of-projects.ts");
const others = (): Promise<typeof import("./actions/others.ts")> => import("./actions/others.ts");

/** Every action, loaded with those that need the same when it is first called. */
export const library: Library = {
  codes,
  MetaPrefectError,
  isMetaPrefectError,

  listFlows: async (options) => (await flows()).listFlows(options),
  showFlow: async (options) => (await flows()).showFlow(options),

  applyFile: async (options) => (await projects()).applyFile(options),
  deploy: async (options) => (await projects()).deploy(options),
  destroy: async (options) => (await projects()).destroy(options),
  drift: async (options) => (await projects()).drift(options),
  explain: async (options) => (await projects()).explain(options),
  plan: async (options) => (await projects()).plan(options),
  render: async (options) => (await projects()).render(options),
  status: async (options) => (await projects()).status(options),
  validate: async (options) => (await projects()).validate(options),

  calendar: async (options) => (await others()).calendar(options),
  doctor: async (options) => (await others()).doctor(options),
  equivalentCommands: async (options) => (await others()).equivalentCommands(options),
  executeFlowRun: async (options) => (await runs()).executeFlowRun(options),
  gc: async (options) => (await others()).gc(options),
  graph: async (options) => (await others()).graph(options),
  importAll: async (options) => (await others()).importAll(options),
  importPrefectFile: async (options) => (await others()).importPrefectFile(options),
  initProject: async (options) => (await others()).initProject(options),
  listRecipes: async (options) => (await others()).listRecipes(options),
  newRecipe: async (options) => (await others()).newRecipe(options),
  orchestrator: async (options, settings) => new (await others()).PrefectOrchestrator(options, settings),
  pause: async (options) => (await others()).pause(options),
  projectSchema: async (options) => (await others()).projectSchema(options),
  recipeDocs: async (options) => (await others()).recipeDocs(options),
  resume: async (options) => (await others()).resume(options),
  rollback: async (options) => (await others()).rollback(options),
  run: async (options) => (await others()).run(options),
  runNodeWorker: async (options) => (await others()).runNodeWorker(options),
  savedFiles: async function* (options) {
    yield* (await others()).savedFiles(options);
  },
  serverStatus: async (options) => (await others()).serverStatus(options),
  showRecipe: async (options) => (await others()).showRecipe(options),
  startServer: async (options) => (await others()).startServer(options),
  startWorker: async (options) => (await others()).startWorker(options),
  stop: async (options) => (await others()).stop(options),
  stopServer: async (options) => (await others()).stopServer(options),
  stopWorker: async (options) => (await others()).stopWorker(options),
  workerStatus: async (options) => (await others()).workerStatus(options),
  writeManifests: async (options) => (await others()).writeManifests(options),
  writePipeline: async (options) => (await others()).writePipeline(options),
};
