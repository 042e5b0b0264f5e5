/** Codes about blocks, secrets and storage: what each means, for docs/codes.md. */
export const blocksCodes = {
  "secret-unavailable": "A secret cannot be looked up: its variable, file or command gives none.",
  "secret-in-deployment":
    "A secret stands in a field of a deployment, where Prefect would show it; write a reference that the run resolves.",
  "invalid-secret": "A reference to a secret is not of the form that one has.",
  "plain-secret": "A secret field of a block is written out in the project's files.",
  "secret-shown": "A secret is declared for a field that Prefect shows to everybody.",
  "invalid-block": "A block has a name, a field or a value that its type does not take.",
  "unknown-block-type": "The server has no block type of this slug.",
  "invalid-block-type": "A block type has a slug, a name or a schema that Prefect refuses.",
  "git-failed": "A git repository does not say which commit a branch is at.",
  "bucket-failed": "Something could not be done in a bucket.",
} as const satisfies Readonly<Record<string, string>>;
