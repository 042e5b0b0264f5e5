import type {
  Actions,
  ControlActions,
  EphemeralActions,
  ExecutionActions,
  LifeCycleActions,
  isMetaPrefectError,
  MetaPrefectError,
} from "../index.ts";

/** What the command line takes from the package's programmatic interface. */
export interface Library
  extends Actions, LifeCycleActions, ControlActions, EphemeralActions, ExecutionActions {
  readonly MetaPrefectError: typeof MetaPrefectError;
  readonly isMetaPrefectError: typeof isMetaPrefectError;
}
