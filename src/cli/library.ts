import type {
  Actions,
  ControlActions,
  EphemeralActions,
  LifeCycleActions,
  isMetaPrefectError,
  MetaPrefectError,
} from "../index.ts";

/** What the command line takes from the package's programmatic interface. */
export interface Library extends Actions, LifeCycleActions, ControlActions, EphemeralActions {
  readonly MetaPrefectError: typeof MetaPrefectError;
  readonly isMetaPrefectError: typeof isMetaPrefectError;
}
