/** Codes that the actions room raises: what each means, for docs/codes.md. */
export const actionsCodes = {
  "no-api": "No Prefect API is configured, and none answers on this machine.",
  "no-match": "A selector matches no declared deployment.",
  "no-deployment": "Prefect has no deployment of this name.",
  "flow-not-found": "There is no such flow, or it cannot be read; the diagnostic says why.",
  "flows-incomplete": "Some files with flows could not be read; each is a diagnostic of its own.",
  "bad-rendered-file": "A file given with --rendered is not what render writes.",
  "no-pool": "There is no work pool to start a worker for.",
} as const satisfies Readonly<Record<string, string>>;
