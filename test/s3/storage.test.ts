import { rm } from "node:fs/promises";
import { join } from "node:path";
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { commitAll } from "../support/git.ts";
import { apiUrl, python, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";
import { keys } from "./bucket-server.ts";

const project = unique("s3");
const flow = `${project}-flow`;
const bucket = unique("bucket");
/** Into which somebody else puts code. */
const theirs = unique("theirs");
let folder: ProjectFolder;
/** Between us and the buckets. */
let wire: RecordingProxy;
let s3: S3Client;

const source = (words: string): string => `import pathlib
from helpers import words
from prefect import flow

@flow(name="${flow}", log_prints=True)
def report():
    found = sorted(str(path.relative_to(".")) for path in pathlib.Path(".").rglob("*.txt"))
    print(f"{words} ${words} {found}")
`;
const file = (deployments: string): string => `name: ${project}\npython: ${python()}\n${deployments}`;
const deployment = (keep: number): string => `components:
  - block:
      type: aws-credentials
      name: ${project}
      fields:
        aws_access_key_id: \${AWS_ACCESS_KEY_ID}
        aws_secret_access_key: { $secret: { env: AWS_SECRET_ACCESS_KEY } }
deployments:
  ${flow}:
    - name: main
      recipes:
        - local_run_provisioner
        - s3_storage: ${storage(keep)}
    - name: s3fs
      recipes:
        - local_run_provisioner
        - s3_storage: ${storage(keep).replace(" }", ", fetch_with: s3fs }")}
    - name: remote
      recipes:
        - local_run_provisioner
        - remote_storage:
            url: s3://${theirs}/code
            requires: s3fs
            settings:
              key: ${keys.AWS_ACCESS_KEY_ID}
              secret: "{{ prefect.blocks.aws-credentials.${project}.aws_secret_access_key }}"
              client_kwargs: { endpoint_url: "${wire.url}" }
`;
const storage = (keep: number): string =>
  `{ bucket: ${bucket}, endpoint: "${wire.url}", region: eu-west-1, keep: ${String(keep)}, credentials: aws-credentials/${project} }`;

const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(input, {
    cwd: folder.path,
    env: { PREFECT_API_URL: apiUrl(), ...keys },
  });
const objects = async (): Promise<readonly string[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key = "" }) => Key).sort();
};
const folderNow = async (): Promise<string> => {
  const shape = z.object({
    pull_steps: z.tuple([z.record(z.string(), z.looseObject({ folder: z.string() }))]),
  });
  const { pull_steps: steps } = await read("GET", `/deployments/name/${flow}/main`, shape);
  return Object.values(steps[0])[0]?.folder ?? "";
};
/** What went into the bucket since the last call: uploads of files, and copies inside of it. */
const moved = (): {
  readonly uploads: readonly string[];
  readonly copies: number;
  readonly writes: number;
} => {
  const writes = wire.requests.filter(({ method }) => !["GET", "HEAD"].includes(method));
  const puts = writes.filter(({ method, path }) => method === "PUT" && !path.includes(".manifests/"));
  const isCopy = ({ headers }: (typeof puts)[number]): boolean => "x-amz-copy-source" in headers;
  const uploads = puts
    .filter((put) => !isCopy(put))
    .map(({ path }) => path.replace(/\?.*/, "").split("/").slice(5).join("/"));
  wire.clear();
  return { uploads: uploads.sort(), copies: puts.filter(isCopy).length, writes: writes.length };
};

beforeAll(async () => {
  const endpoint = inject("bucketEndpoint");
  wire = await startRecordingProxy(`${endpoint}/`);
  const credentials = { accessKeyId: keys.AWS_ACCESS_KEY_ID, secretAccessKey: keys.AWS_SECRET_ACCESS_KEY };
  s3 = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true, credentials });
  for (const one of [bucket, theirs]) await s3.send(new CreateBucketCommand({ Bucket: one }));
  const code = { "code/flows/report.py": source("by others"), "code/helpers.py": 'words = "put there"\n' };
  for (const [Key, Body] of Object.entries(code))
    await s3.send(new PutObjectCommand({ Bucket: theirs, Key, Body }));
  folder = await makeProject({
    "flows/report.py": source("first"),
    "helpers.py": 'words = "told"\n',
    "data/a.txt": "a",
    "data/secret.txt": "left out",
    "notes.md": "left out",
    ".env": "left out",
    ".gitignore": "secret.txt\n",
    ".prefectignore": "*.md\n",
  });
  await folder.write("meta_prefect.yaml", file(deployment(2)));
  commitAll(folder.path, "first");
});
afterAll(async () => {
  await folder.remove();
  await wire.close();
  s3.destroy();
});

describe("s3_storage", () => {
  it("uploads the project's files once, without what ignore files name, and nothing the second time [N30, F-M25]", async () => {
    const { code, stderr } = await cli("deploy");
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    const files = [
      ".gitignore",
      ".prefectignore",
      "data/a.txt",
      "flows/report.py",
      "helpers.py",
      "meta_prefect.yaml",
    ];
    expect(moved().uploads).toEqual(files);
    const now = await folderNow();
    expect(now).toMatch(new RegExp(`^${project}/dev/[0-9a-f]{16}$`));
    const manifest = `${project}/dev/.manifests/${now.slice(-16)}.json`;
    expect(await objects()).toEqual([manifest, ...files.map((path) => `${now}/${path}`)].sort());
    const again = await cli("deploy");
    expect(again.stdout).toContain("Nothing to deploy");
    expect(moved().writes).toBe(0);
  });

  it.each([
    ["main", "told first ['data/a.txt']"],
    ["s3fs", "told first ['data/a.txt']"],
    ["remote", "put there by others []"],
  ])("is what a worker's run fetches and runs: %s", async (name, words) => {
    const run = await cli("run", `${flow}/${name}`, "--watch");
    expect(run.stdout).toContain(words);
    expect(run.stdout).toContain("Completed");
  });

  it("uploads one file when one changed, under another prefix; the old state stays, and a rollback goes back to it [N30, N44]", async () => {
    moved();
    const before = await folderNow();
    const old = (await objects()).filter((key) => key.startsWith(before));
    await folder.write("helpers.py", 'words = "said"\n');
    expect((await cli("deploy")).code).toBe(0);
    expect(moved()).toMatchObject({ uploads: ["helpers.py"], copies: 5 });
    expect(await folderNow()).not.toBe(before);
    expect((await objects()).filter((key) => key.startsWith(before))).toEqual(old);

    commitAll(folder.path, "second");
    const after = await folderNow();
    expect((await cli("deploy")).code).toBe(0);
    moved();
    const back = await cli("rollback", "--to", "HEAD~1");
    expect(back.code).toBe(0);
    expect(await folderNow()).toBe(before);
    expect(moved()).toMatchObject({ uploads: [], copies: 0 });
    expect((await cli("run", `${flow}/main`, "--watch")).stdout).toContain("told first");
    expect((await cli("deploy")).code).toBe(0);
    expect(await folderNow()).toBe(after);
  });

  it("forgets deleted files, and old states but the newest ones [N30]", async () => {
    await rm(join(folder.path, "data"), { recursive: true });
    expect((await cli("deploy")).code).toBe(0);
    const now = await folderNow();
    const keysNow = await objects();
    expect(keysNow.filter((key) => key.startsWith(now) && key.includes("/data/"))).toEqual([]);
    expect(keysNow.filter((key) => key.includes("/.manifests/"))).toHaveLength(2);
    expect(new Set(keysNow.map((key) => key.split("/")[2])).size).toBe(3);
  });

  it("says which bucket is not there, before anything is written to Prefect", async () => {
    await folder.write(
      "meta_prefect.yaml",
      file(deployment(2)).replace(`bucket: ${bucket}`, "bucket: no-such-bucket"),
    );
    const { code, stderr } = await cli("deploy");
    expect(code).toBe(1);
    expect(stderr).toContain("in the bucket no-such-bucket");
    expect(stderr).toContain("NoSuchBucket");
    expect(stderr).not.toContain(keys.AWS_SECRET_ACCESS_KEY);
  });

  it("leaves nothing in the bucket when it is pruned", async () => {
    await folder.write("meta_prefect.yaml", file("deployments: {}\n"));
    const { code, stderr } = await cli("deploy", "--prune", "--allow-mass-delete");
    expect([code, stderr.includes("error")]).toEqual([0, false]);
    expect(await objects()).toEqual([]);
  });
});
