import type { SourceTree, StorageHost } from "../interfaces/storage.ts";
import { openBucket } from "./bucket.ts";
import type { Environment } from "./environment.ts";
import { remoteCommit } from "./remote-commit.ts";
import { readSourceTree } from "./source-tree.ts";

/** Makes the host of one run: each repository is asked and each folder is read once, however many deployments use it. */
export function createStorageHost(options: {
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
}): StorageHost {
  const commits = new Map<string, Promise<string>>();
  const trees = new Map<string, Promise<SourceTree>>();
  return {
    commitOf: (repository, branch) =>
      once(commits, `${repository} ${branch ?? ""}`, () => remoteCommit(repository, branch, options)),
    treeOf: (root) => once(trees, root, () => readSourceTree(root)),
    bucket: (location) => openBucket(location, options.env),
  };
}

function once<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  read: () => Promise<Value>,
): Promise<Value> {
  const found = known.get(key) ?? read();
  known.set(key, found);
  return found;
}
