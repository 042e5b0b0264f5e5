/** Codes that the actions room raises: what each means, for docs/codes.md. */
export const actionsCodes = {
  "no-api": "No Prefect API is configured, and none answers on this machine.",
  "no-match": "A selector matches no declared deployment.",
  "ambiguous-deployment": "A selector names several deployments where one is needed.",
  "nobody-picks-up":
    "Nobody would take the runs of a deployment: no worker is online, or a pool or queue is paused.",
  "unsupported-by-server": "What is declared needs a newer Prefect than the server has.",
  "not-ephemeral": "An environment that stays was given a time to live.",
  "nothing-changed": "No declared deployment has changed since the git revision.",
  "no-such-revision": "The project is in no git checkout, or git does not know the revision.",
  "code-not-rolled-back": "What an older commit declares would run with code that is not of that commit.",
  "no-deployment": "Prefect has no deployment of this name.",
  "flow-not-found": "There is no such flow, or it cannot be read; the diagnostic says why.",
  "flows-incomplete": "Some files with flows could not be read; each is a diagnostic of its own.",
  "bad-rendered-file": "A file given with --rendered is not what render writes.",
  "mass-delete": "A run would delete so much of what an environment owns that it looks like a mistake.",
  "not-confirmed": "A command that deletes was neither given --yes nor confirmed at a terminal.",
  "file-exists": "A file that would be written is there already.",
  "bad-plan-file": "A file given to apply is not what plan --out writes.",
  "plan-outdated": "What Prefect has, or what would be done, is no longer what the plan file says.",
  "other-server": "A plan file was made for another Prefect.",
  "no-pool": "There is no work pool to start a worker for.",
} as const satisfies Readonly<Record<string, string>>;
