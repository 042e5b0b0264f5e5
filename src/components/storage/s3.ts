import type { ApplyContext, Comparison } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { Bucket, ObservedStorage, S3StorageSpec, StorageHost } from "../../interfaces/storage.ts";
import { projectTag } from "../../util/ownership.ts";
import { isObject } from "../../util/stable-json.ts";
import { digestIn, folderOf, manifestOf, manifestsOf } from "./s3-keys.ts";
import { s3Ledger } from "./s3-ledger.ts";

/** What a change of a bucket does. */
export interface S3Step {
  readonly spec: S3StorageSpec & JsonObject;
}

/** Reads the files here and which states of them the bucket has; one listing. */
export async function observeS3(spec: S3StorageSpec, storage: StorageHost): Promise<ObservedStorage> {
  const [tree, states] = await Promise.all([storage.treeOf(spec.root), statesIn(storage.bucket(spec), spec)]);
  return observed(spec, tree.digest, tree.files.size, states);
}

/** A state that the bucket has is never written again. */
export function compareS3(spec: S3StorageSpec, found: ObservedStorage | undefined): Comparison {
  const ledger = s3Ledger(spec);
  const { digest = "", files = 0, states = [] } = found?.tree ?? {};
  if (states.includes(digest)) return { action: "none", ledger };
  const [newest] = states;
  return {
    action: newest === undefined ? "create" : "update",
    fields: [
      { path: "state", want: digest, ...(newest !== undefined && { have: newest }) },
      { path: "files", want: files },
    ],
    // What a spec holds is JSON.
    step: { spec: spec as S3StorageSpec & JsonObject } satisfies S3Step,
    ledger: { before: ledger, after: ledger },
  };
}

/**
 * Writes the state of the files under a prefix of its own: what an older state has is copied inside of the bucket, only
 * the rest is uploaded. The manifest comes last, so a run that is cut off leaves no state that looks complete. Then old
 * states go, except those that a deployment of the project uses.
 */
export async function applyS3({ spec }: S3Step, context: ApplyContext): Promise<ObservedStorage> {
  const { storage } = context;
  const bucket = storage.bucket(spec);
  const { digest, files } = await storage.treeOf(spec.root);
  const states = await statesIn(bucket, spec);
  if (!states.includes(digest)) {
    const known = await keysByContent(bucket, spec, states);
    const folder = folderOf(spec, digest);
    await eachOf([...files], async ([path, content]) => {
      const to = `${folder}/${path}`;
      const from = known.get(content);
      if (from !== undefined && (await bucket.copy(from, to))) return;
      await bucket.upload(to, `${spec.root}/${path}`);
    });
    await bucket.writeText(
      manifestOf(spec, digest),
      JSON.stringify({ version: 1, files: Object.fromEntries(files) }),
    );
  }
  const all = [digest, ...states.filter((state) => state !== digest)];
  const kept = await dropOld(bucket, spec, all, context);
  return observed(spec, digest, files.size, kept);
}

function observed(
  spec: S3StorageSpec,
  digest: string,
  files: number,
  states: readonly string[],
): ObservedStorage {
  const folder = folderOf(spec, digest);
  return {
    exists: states.includes(digest),
    values: { folder, url: `s3://${spec.bucket}/${folder}` },
    tree: { digest, files, states },
  };
}

/** Complete states, newest first. */
async function statesIn(bucket: Bucket, spec: S3StorageSpec): Promise<readonly string[]> {
  const found = await bucket.list(manifestsOf(spec));
  return [...found]
    .sort((a, b) => (a.modified < b.modified ? 1 : -1))
    .flatMap(({ key }) => digestIn(key) ?? []);
}

/** Where the bucket has which content, by its digest; newer states win. */
async function keysByContent(
  bucket: Bucket,
  spec: S3StorageSpec,
  states: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const manifests = await Promise.all(states.map((state) => bucket.readText(manifestOf(spec, state))));
  const keys = new Map<string, string>();
  for (const [index, text] of manifests.entries()) {
    for (const [path, content] of filesIn(text)) {
      if (!keys.has(content)) keys.set(content, `${folderOf(spec, states[index] ?? "")}/${path}`);
    }
  }
  return keys;
}

function filesIn(text: string | undefined): readonly (readonly [string, string])[] {
  try {
    // What JSON.parse answers is JSON.
    const manifest = JSON.parse(text ?? "{}") as JsonObject;
    const { files } = manifest;
    return isObject(files)
      ? Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === "string")
      : [];
  } catch {
    // A manifest that cannot be read saves no upload.
    return [];
  }
}

/** Deletes the states beyond the newest `keep`, manifest first, so that none looks complete while it goes. */
async function dropOld(
  bucket: Bucket,
  spec: S3StorageSpec,
  states: readonly string[],
  { api, owner }: ApplyContext,
): Promise<readonly string[]> {
  const old = states.slice(spec.keep);
  if (old.length === 0) return states;
  const deployments = await api.deployments.ofFlowsWithTag(projectTag(owner.project));
  const used = JSON.stringify(deployments.map(({ pull_steps: steps }) => steps));
  const gone = old.filter((state) => !used.includes(folderOf(spec, state)));
  for (const state of gone) {
    const content = await bucket.list(`${folderOf(spec, state)}/`);
    await bucket.delete([manifestOf(spec, state), ...content.map(({ key }) => key)]);
  }
  return states.filter((state) => !gone.includes(state));
}

/** Does the work for every item, some at the same time. */
async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}
