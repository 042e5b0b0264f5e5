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
  /** What each code of an error means. */
  readonly codes: Readonly<Record<string, string | undefined>>;
  readonly MetaPrefectError: typeof MetaPrefectError;
  readonly isMetaPrefectError: typeof isMetaPrefectError;
}
