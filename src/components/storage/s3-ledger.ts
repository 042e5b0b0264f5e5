import type { LedgerEntry } from "../../interfaces/driver.ts";
import type { BucketLocation, S3StorageSpec, StorageHost } from "../../interfaces/storage.ts";
import { baseOf } from "./s3-keys.ts";

type Location = BucketLocation & Pick<S3StorageSpec, "prefix">;

/** What the ledger keeps of a bucket, so that it can be emptied when the project no longer names it. */
export function s3Ledger({ bucket, prefix, region, endpoint }: S3StorageSpec): LedgerEntry {
  return {
    b: bucket,
    p: prefix,
    ...(region !== undefined && { r: region }),
    ...(endpoint !== undefined && { e: endpoint }),
  };
}

/** The bucket that an entry of the ledger is about. */
export function locationIn(entry: LedgerEntry | undefined): Location | undefined {
  const { b: bucket, p: prefix, r: region, e: endpoint } = entry ?? {};
  if (typeof bucket !== "string" || typeof prefix !== "string") return undefined;
  return {
    bucket,
    prefix,
    ...(typeof region === "string" && { region }),
    ...(typeof endpoint === "string" && { endpoint }),
  };
}

/** Deletes everything below the prefix. A storage without a prefix is the whole bucket, which may hold more than ours. */
export async function emptyS3(location: Location, storage: StorageHost): Promise<void> {
  const bucket = storage.bucket(location);
  const base = baseOf(location);
  const found = await bucket.list(base);
  const ours = base === "" ? found.filter(({ key }) => /^([0-9a-f]{16}|\.manifests)\//.test(key)) : found;
  await bucket.delete(ours.map(({ key }) => key));
}
