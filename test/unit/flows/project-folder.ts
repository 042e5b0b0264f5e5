import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Writes files into a new folder; `remove` takes it away. */
export function projectFolder(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly root: string;
  readonly remove: () => void;
  readonly write: (path: string, text: string) => void;
} {
  const root = mkdtempSync(join(tmpdir(), "meta-prefect-flows-"));
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
