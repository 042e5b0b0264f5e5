import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { rememberSecret } from "../../errors/redact.ts";
import { openBucket } from "../../hosts/bucket.ts";
import { createResultFiles, type ResultFiles } from "../../hosts/result-files.ts";
import type { RunApi } from "../../interfaces/run-api.ts";
import { describeIssues } from "../../util/describe-issues.ts";
import { createResultStore, type ResultStore } from "./result-store.ts";

const text = z.string().min(1).nullish();
const localFolder = z.object({ basepath: text });
const secret = text.transform((value) => {
  if (value != null) rememberSecret(value);
  return value ?? undefined;
});
const bucket = z.object({
  bucket_name: z.string().min(1),
  bucket_folder: text,
  /** Of AWS, or of MinIO. */
  credentials: z
    .object({
      aws_access_key_id: text,
      aws_secret_access_key: secret,
      aws_session_token: secret,
      minio_root_user: text,
      minio_root_password: secret,
      region_name: text,
      aws_client_parameters: z.object({ endpoint_url: text }).nullish(),
    })
    .nullish(),
});

/**
 * Opens stores of results in Prefect's blocks by `type/name`, as Python's `result_storage` takes them: `local-file-system`
 * and `s3-bucket`. Each block is read once.
 */
export function resultStorage(
  api: Pick<RunApi, "readBlock">,
  env: NodeJS.ProcessEnv,
): (block: string) => Promise<ResultStore> {
  const opened = new Map<string, Promise<ResultStore>>();
  const open = async (block: string): Promise<ResultStore> => {
    const [type = "", name = ""] = block.split("/");
    const found = await api.readBlock(type, name);
    if (found === undefined) {
      throw new MetaPrefectError("no-such-value", `there is no ${type} block "${name}" to keep results in`, {
        hint: "make it, or correct resultStorage",
      });
    }
    return createResultStore(filesIn(block, type, found.data, env), found.id);
  };
  return (block) => {
    const store = opened.get(block) ?? open(block);
    opened.set(block, store);
    // One that could not be opened is tried again by who asks next.
    store.catch(() => opened.delete(block));
    return store;
  };
}

function filesIn(block: string, type: string, data: unknown, env: NodeJS.ProcessEnv): ResultFiles {
  if (type === "local-file-system") {
    const { basepath } = checked(block, localFolder, data);
    const folder = (basepath ?? ".").replace(/^~(?=\/|$)/, env["HOME"] ?? homedir());
    return createResultFiles(folder);
  }
  if (type === "s3-bucket") return objectsIn(checked(block, bucket, data), env);
  throw new MetaPrefectError("run-refused", `results cannot be kept in ${block}`, {
    hint: "take a local-file-system or an s3-bucket block",
  });
}

function objectsIn(
  { bucket_name, bucket_folder, credentials }: z.output<typeof bucket>,
  env: NodeJS.ProcessEnv,
): ResultFiles {
  const { region_name: region, aws_client_parameters: client } = credentials ?? {};
  const keyId = credentials?.aws_access_key_id ?? credentials?.minio_root_user;
  const key = credentials?.aws_secret_access_key ?? credentials?.minio_root_password;
  const own =
    keyId == null || key == null
      ? env
      : {
          ...env,
          AWS_ACCESS_KEY_ID: keyId,
          AWS_SECRET_ACCESS_KEY: key,
          AWS_SESSION_TOKEN: credentials?.aws_session_token,
        };
  const endpoint = client?.endpoint_url;
  const place = {
    bucket: bucket_name,
    ...(region != null && { region }),
    ...(endpoint != null && { endpoint }),
  };
  const objects = openBucket(place, own);
  const at = (name: string): string => (bucket_folder == null ? name : join(bucket_folder, name));
  return {
    read: (name) => objects.readText(at(name)),
    write: (name, content) => objects.writeText(at(name), content),
  };
}

/** Without what is in it: a block holds secrets. */
function checked<Schema extends z.ZodType>(block: string, schema: Schema, data: unknown): z.output<Schema> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = describeIssues(parsed.error.issues, data, schema);
  throw new MetaPrefectError(
    "run-refused",
    `the block ${block} has no ${issue?.path.join(".") ?? "fields"}`,
    {
      hint: "save the block again, with that field",
    },
  );
}
