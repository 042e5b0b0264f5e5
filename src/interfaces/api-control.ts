/** Switching deployments and ending runs, in Prefect's API. */
export interface ControlApi {
  /** Stops making runs: schedules sleep, and workers take none of the waiting runs. */
  readonly pause: (deploymentId: string) => Promise<void>;
  readonly resume: (deploymentId: string) => Promise<void>;
  /** Asks for the end of a run; one that has not begun ends at once. False when it had ended already, or is gone. */
  readonly cancel: (flowRunId: string, hasBegun: boolean) => Promise<boolean>;
}
