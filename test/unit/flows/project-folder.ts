import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];
afterAll(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** Writes files into a new folder; `remove` takes it away, and so does the end of the test file. */
export function projectFolder(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly root: string;
  readonly remove: () => void;
  readonly write: (path: string, text: string) => void;
} {
  const root = mkdtempSync(join(tmpdir(), "meta-prefect-flows-"));
  made.push(root);
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  return {
    root,
    write,
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The flow of the seed's first example. */
export const seedFlow = `import os
from prefect import flow


@flow
def add_two_numbers_flow(x: int, y: int) -> int:
    env = os.environ.get("META_PREFECT__ENV")
    print(f"Running {add_two_numbers_flow.__name__} in {env=}")
    return x + y
`;
