import type { StorageComponent } from "../../interfaces/component.ts";
import type { GitStorageSpec, LateStorageValue, S3StorageSpec } from "../../interfaces/storage.ts";
import { deepFreeze } from "../../util/freeze.ts";

/** A folder on this machine that holds the flow's code; `path` is absolute. */
export function localStorage(path: string): StorageComponent {
  return deepFreeze({ kind: "storage", name: `local:${path}`, spec: { type: "local", path }, requires: [] });
}

/**
 * A branch of a git repository whose commit is looked up when deploying; {@link lateStorage} puts it into a pull step.
 *
 * @example
 * ```ts
 * import { gitStorage, lateStorage } from "meta-prefect/kit";
 * const code = gitStorage({ repository: "https://github.com/acme/flows.git", branch: "main" });
 * const step = { "prefect.deployments.steps.git_clone": { repository: code.spec.repository, commit_sha: lateStorage(code, "commit") } };
 * ```
 */
export function gitStorage({
  repository,
  branch = null,
}: {
  readonly repository: string;
  readonly branch?: string | null;
}): StorageComponent & { readonly spec: GitStorageSpec } {
  const name = `git:${repository}${branch === null ? "" : `#${branch}`}`;
  return deepFreeze({ kind: "storage", name, spec: { type: "git", repository, branch }, requires: [] });
}

/**
 * The files of a folder in a bucket, each state of them under a prefix of its own that never changes.
 *
 * @example
 * ```ts
 * import { lateStorage, s3Storage } from "meta-prefect/kit";
 * const code = s3Storage({ root: "/srv/flows", bucket: "acme-code", prefix: "flows/prod", keep: 5 });
 * const step = { "prefect.deployments.steps.pull_from_remote_storage": { url: lateStorage(code, "url") } };
 * ```
 */
export function s3Storage(
  spec: Omit<S3StorageSpec, "type">,
): StorageComponent & { readonly spec: S3StorageSpec } {
  const name = `s3:${spec.bucket}/${spec.prefix}`;
  return deepFreeze({ kind: "storage", name, spec: { type: "s3", ...spec }, requires: [] });
}

/** Stands in a pull step for what is known only when the storage was looked at. */
export function lateStorage(
  storage: Pick<StorageComponent, "name">,
  value: LateStorageValue["value"],
): LateStorageValue {
  return deepFreeze({ $late: "storage", of: storage.name, value });
}
