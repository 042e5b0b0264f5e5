import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { S3Client } from "@aws-sdk/client-s3";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Bucket, BucketLocation } from "../interfaces/storage.ts";
import type { Environment } from "./environment.ts";

type Library = typeof import("@aws-sdk/client-s3");

/** Largest number of objects that S3 deletes at once. */
const deletedAtOnce = 1_000;

/** Opens a bucket. The library is loaded and credentials are looked for, as AWS's own tools do, with the first call. */
export function openBucket(location: BucketLocation, env: Environment): Bucket {
  const { bucket: Bucket } = location;
  let opened: Promise<{ readonly library: Library; readonly client: S3Client }> | undefined;
  const use = async <Value>(
    what: string,
    work: (library: Library, client: S3Client) => Promise<Value>,
  ): Promise<Value> => {
    const { library, client } = await (opened ??= open(location, env));
    try {
      return await work(library, client);
    } catch (thrown) {
      throw failed(what, location, thrown);
    }
  };
  return {
    list: (prefix) =>
      use(`list ${prefix}`, async ({ paginateListObjectsV2 }, client) => {
        const found: { key: string; modified: string }[] = [];
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: prefix })) {
          for (const { Key, LastModified } of Contents)
            if (Key !== undefined) found.push({ key: Key, modified: LastModified?.toISOString() ?? "" });
        }
        return found;
      }),
    readText: (Key) =>
      use(`read ${Key}`, async ({ GetObjectCommand }, client) => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
          return await Body?.transformToString("utf-8");
        } catch (thrown) {
          if (isMissing(thrown)) return undefined;
          throw thrown;
        }
      }),
    writeText: (Key, Body) =>
      use(`write ${Key}`, async ({ PutObjectCommand }, client) => {
        await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "application/json" }));
      }),
    upload: (Key, path) =>
      use(`write ${Key}`, async ({ PutObjectCommand }, client) => {
        const { size: ContentLength } = await stat(path);
        await client.send(new PutObjectCommand({ Bucket, Key, Body: createReadStream(path), ContentLength }));
      }),
    copy: (from, Key) =>
      use(`copy ${from}`, async ({ CopyObjectCommand }, client) => {
        const CopySource = `${Bucket}/${from.split("/").map(encodeURIComponent).join("/")}`;
        try {
          await client.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
          return true;
        } catch (thrown) {
          if (isMissing(thrown)) return false;
          throw thrown;
        }
      }),
    delete: (keys) =>
      use(`delete ${keys[0] ?? "nothing"}`, async ({ DeleteObjectsCommand }, client) => {
        for (let at = 0; at < keys.length; at += deletedAtOnce) {
          const Objects = keys.slice(at, at + deletedAtOnce).map((Key) => ({ Key }));
          const { Errors = [] } = await client.send(
            new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
          );
          const [first] = Errors;
          if (first !== undefined) throw new TypeError(`${first.Key ?? ""}: ${first.Code ?? "refused"}`);
        }
      }),
  };
}

async function open(
  { region, endpoint }: BucketLocation,
  env: Environment,
): Promise<{ readonly library: Library; readonly client: S3Client }> {
  // It warns of a release of its own that this package does not use, on a Node that this package supports.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const library = await import("@aws-sdk/client-s3");
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_SESSION_TOKEN: sessionToken } = env;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const client = new library.S3Client({
    // A server of one's own has no regions, but a signature needs one.
    region: region ?? AWS_REGION ?? AWS_DEFAULT_REGION ?? "us-east-1",
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
      }),
    // Names of buckets are part of the host only at AWS; other servers do not know the newest checksums.
    ...(endpoint !== undefined && {
      endpoint,
      forcePathStyle: true,
      requestChecksumCalculation: "WHEN_REQUIRED" as const,
      responseChecksumValidation: "WHEN_REQUIRED" as const,
    }),
  });
  return { library, client };
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === "NoSuchKey" || thrown.name === "NotFound");
}

/* Only names and codes: words of a refusal may quote a key. */
function failed(what: string, { bucket, endpoint }: BucketLocation, cause: unknown): MetaPrefectError {
  const where = endpoint === undefined ? `the bucket ${bucket}` : `the bucket ${bucket} at ${endpoint}`;
  const name = cause instanceof Error ? cause.name : "Error";
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const why = code === "" ? (name === "TypeError" && cause instanceof Error ? cause.message : name) : code;
  return new MetaPrefectError("bucket-failed", `cannot ${what} in ${where}: ${why}`, {
    hint: hintOf(name, code),
    cause,
  });
}

function hintOf(name: string, code: string): string {
  if (name === "NoSuchBucket") return "make the bucket first";
  if (name === "CredentialsProviderError")
    return "give credentials as AWS's own tools take them, for example AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE";
  if (
    ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "Forbidden"].includes(
      name,
    )
  )
    return "check the credentials; listing, reading, writing, copying and deleting below the prefix must be allowed";
  if (code !== "") return "check the endpoint, and that it can be reached from here";
  return "check bucket, region and endpoint";
}
