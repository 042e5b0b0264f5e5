import type { Json } from "./json.ts";

/** A branch of a git repository whose commit is looked up when deploying. */
export interface GitStorageSpec {
  readonly type: "git";
  /** As `git clone` takes it, without credentials. */
  readonly repository: string;
  /** Null: the one that the repository's HEAD names. */
  readonly branch: string | null;
}

/** Where a bucket is. */
export interface BucketLocation {
  readonly bucket: string;
  /** @default what AWS's own settings say */
  readonly region?: string;
  /** Address of an S3-compatible server. @default AWS */
  readonly endpoint?: string;
}

/** A copy of the project's files in a bucket, each state of them under a prefix of its own that never changes. */
export interface S3StorageSpec extends BucketLocation {
  readonly type: "s3";
  /** Folder that is copied, absolute. */
  readonly root: string;
  /** Without slashes at its ends. */
  readonly prefix: string;
  /** How many states stay, the newest ones; one that a deployment uses always stays. */
  readonly keep: number;
}

/**
 * A value that is known only when the storage was looked at: in a pull step, the commit of a branch or where a state of
 * the files is. Offline it is shown as it stands here.
 */
export interface LateStorageValue {
  readonly [key: string]: Json;
  readonly $late: "storage";
  /** Name of the storage component. */
  readonly of: string;
  readonly value: "commit" | "folder" | "url";
}

/** What was found of a storage. */
export interface ObservedStorage {
  readonly exists: boolean;
  /** What late values become. */
  readonly values: Readonly<Partial<Record<LateStorageValue["value"], string>>>;
  /** The state of the files here, and those that the bucket has, newest first; for S3 only. */
  readonly tree?: { readonly digest: string; readonly files: number; readonly states: readonly string[] };
}

/** The files that would be copied. */
export interface SourceTree {
  /** 16 hex digits that stand for all paths and contents. */
  readonly digest: string;
  /** Hex SHA-256 by path: forward slashes, relative, sorted. */
  readonly files: ReadonlyMap<string, string>;
}

/** A bucket, and what we do with it. Each call throws `bucket-failed` when it cannot be done. */
export interface Bucket {
  /** Keys that begin with a text, with when they were written (ISO 8601). */
  readonly list: (prefix: string) => Promise<readonly { readonly key: string; readonly modified: string }[]>;
  /** Undefined when there is no such object. */
  readonly readText: (key: string) => Promise<string | undefined>;
  readonly writeText: (key: string, text: string) => Promise<void>;
  /** Uploads a file of this machine, by its absolute path. */
  readonly upload: (key: string, path: string) => Promise<void>;
  /** Copies inside of the bucket; false when there is no such object any more. */
  readonly copy: (from: string, to: string) => Promise<boolean>;
  readonly delete: (keys: readonly string[]) => Promise<void>;
}

/** Where code comes from and goes to. */
export interface StorageHost {
  /**
   * Commit of a branch, asked of the repository once in a run, with this machine's own git credentials.
   *
   * @throws MetaPrefectError `git-failed`
   */
  readonly commitOf: (repository: string, branch: string | null) => Promise<string>;
  /** The files below a folder without those that `.gitignore` and `.prefectignore` leave out; read once in a run. */
  readonly treeOf: (root: string) => Promise<SourceTree>;
  readonly bucket: (location: BucketLocation) => Bucket;
}
