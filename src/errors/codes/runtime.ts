/** Codes that the runtime room raises: what each means, for docs/codes.md. */
export const runtimeCodes = {
  "invalid-flow": "A TypeScript flow or task is declared with options that it cannot have.",
  "flow-not-exported": "No module exports a TypeScript flow that is to be deployed or run.",
  "invalid-parameters": "A TypeScript flow was called with parameters that its schema refuses.",
  "not-in-a-run": "Something was asked that only a running TypeScript flow can answer.",
  "run-timeout": "A flow or task in TypeScript took longer than its options allow.",
  "upstream-failed": "A task was not run because one that it takes a value from has failed.",
  "run-refused": "Prefect did not let a run begin, or ended it.",
  "run-suspended": "A flow run was suspended; a new process goes on when it is resumed.",
  "no-flow-run": "There is no flow run to execute: none is named, or Prefect does not have it.",
  "slots-timeout": "No slot of a concurrency limit became free in the time that was given.",
  "no-such-value": "A Variable or block that a run asks for does not exist.",
} as const satisfies Readonly<Record<string, string>>;
