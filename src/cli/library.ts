import type {
  Actions,
  AuthorActions,
  LookActions,
  ControlActions,
  equivalentCommands,
  PrefectOrchestrator,
  writePipeline,
  EphemeralActions,
  ExecutionActions,
  LifeCycleActions,
  ManifestsActions,
  isMetaPrefectError,
  MetaPrefectError,
} from "../index.ts";

/** What the command line takes from the package's programmatic interface. */
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
  readonly equivalentCommands: typeof equivalentCommands;
  readonly writePipeline: typeof writePipeline;
  readonly PrefectOrchestrator: typeof PrefectOrchestrator;
  readonly MetaPrefectError: typeof MetaPrefectError;
  readonly isMetaPrefectError: typeof isMetaPrefectError;
}
