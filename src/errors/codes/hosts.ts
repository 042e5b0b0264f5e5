/** Codes that the hosts room raises: what each means, for docs/codes.md. */
export const hostsCodes = {
  "no-python": "No Python that Prefect can run with was found.",
  "python-environment-failed": "The private Python environment with Prefect could not be made.",
  "no-prefect": "The interpreter chosen for workers has no Prefect 3.",
  "no-inspection-python":
    "A flow is not known from its source, and no interpreter with Prefect is there to load it.",
  "inspection-failed": "Prefect itself could not load a flow that is not known from its source.",
  "inspection-timeout": "Loading a flow with Prefect took longer than is allowed.",
  "port-taken": "Something that is not a Prefect server listens on the local server's port.",
  "server-not-started": "The local Prefect server ended or did not answer in time.",
  "worker-not-started": "A worker process could not be started.",
  "process-list-unreadable": "The system does not say which processes run, so none can be recognised safely.",
} as const satisfies Readonly<Record<string, string>>;
