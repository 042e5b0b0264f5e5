import type { S3StorageSpec } from "../../interfaces/storage.ts";

/** Of a storage, how its keys begin; ends with a slash where it is not empty. */
export function baseOf({ prefix }: Pick<S3StorageSpec, "prefix">): string {
  return prefix === "" ? "" : `${prefix}/`;
}

/** Folder of one state of the files, without a slash at its end. */
export function folderOf(spec: Pick<S3StorageSpec, "prefix">, digest: string): string {
  return `${baseOf(spec)}${digest}`;
}

/** Where manifests are: written last, so a state that has one is complete. */
export function manifestsOf(spec: Pick<S3StorageSpec, "prefix">): string {
  return `${baseOf(spec)}.manifests/`;
}

/** Key of the manifest of one state. */
export function manifestOf(spec: Pick<S3StorageSpec, "prefix">, digest: string): string {
  return `${manifestsOf(spec)}${digest}.json`;
}

/** The state that a manifest's key is of; undefined when it is none. */
export function digestIn(key: string): string | undefined {
  return /\/?\.manifests\/([0-9a-f]{16})\.json$/.exec(key)?.[1];
}
