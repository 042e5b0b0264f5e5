import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Ignore } from "ignore";
import type { ImageContent, ImageInput } from "../../interfaces/image.ts";
import { stableJson } from "../../util/stable-json.ts";

/** Never part of an image, whatever `.dockerignore` says; our own file changes without the code. */
export const neverCopied: readonly string[] = [
  ...["**/.git", "**/.hg", "**/.svn", "**/__pycache__", "**/*.pyc", "**/.venv", "**/venv", "**/node_modules"],
  ...["**/.DS_Store", "**/.env", ".dockerignore", "meta_prefect.yaml", "meta_prefect.yml"],
];

/**
 * Reads everything that goes into an image. Two contexts with the same paths, contents, modes, Dockerfile and arguments have the
 * same digest, on any machine.
 */
export async function readImageContent(input: ImageInput): Promise<ImageContent> {
  const { root } = input;
  const rules = await rulesOf(root);
  const files = new Map<string, string>();
  const missing: string[] = [];
  for (const path of input.copy) {
    const found = await filesBelow(root, plainPath(path), rules);
    if (found === undefined) missing.push(path);
    for (const file of found ?? []) files.set(file, join(root, file));
  }
  for (const [place, path] of Object.entries(input.placed)) {
    if (await isFile(join(root, path))) files.set(place, join(root, path));
    else missing.push(path);
  }
  const dockerfile = await textOf(input);
  if (dockerfile === undefined && "path" in input.dockerfile) missing.push(input.dockerfile.path);
  const digest = createHash("sha256").update(
    stableJson({
      dockerfile: dockerfile ?? "",
      args: input.buildArgs,
      labels: input.labels,
      secrets: Object.keys(input.secrets),
      platform: input.platform ?? "",
      files: input.files,
    }),
  );
  for (const [place, path] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [content, { mode }] = await Promise.all([readFile(path), stat(path)]);
    const hash = createHash("sha256").update(content).digest("hex");
    digest.update(`${place}\0${(mode & 0o100) === 0 ? "-" : "x"}\0${hash}\n`);
  }
  return { digest: digest.digest("hex").slice(0, 16), files, missing };
}

/** Text of the Dockerfile; undefined when it is not there. */
export async function textOf({ root, dockerfile }: ImageInput): Promise<string | undefined> {
  if ("text" in dockerfile) return dockerfile.text;
  return readFile(join(root, dockerfile.path), "utf8").catch(() => undefined);
}

/** `./flows/` is `flows`, as the rules of what is left out want paths. */
function plainPath(path: string): string {
  const plain = path.replace(/^(?:\.\/+)+/, "").replace(/\/+$/, "");
  return plain === "" ? "." : plain;
}

/** Undefined when there is no such file or folder. */
async function filesBelow(root: string, path: string, rules: Ignore): Promise<readonly string[] | undefined> {
  if (path !== "." && (await isFile(join(root, path)))) return rules.ignores(path) ? [] : [path];
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return undefined;
  const found: string[] = [];
  for (const { name } of entries) {
    const below = path === "." ? name : `${path}/${name}`;
    if (rules.ignores(below)) continue;
    found.push(...((await filesBelow(root, below, rules)) ?? []));
  }
  return found;
}

/** `.dockerignore` counts paths from its folder, where `.gitignore` means any depth. */
async function rulesOf(root: string): Promise<Ignore> {
  const { default: ignore } = await import("ignore");
  const text = await readFile(join(root, ".dockerignore"), "utf8").catch(() => "");
  const lines = text
    .split("\n")
    .map((line) => line.trim().replace(/^(!?)\.?\/?(?!#)(?=[^/*]|\*(?!\*))/, "$1/"));
  return ignore()
    .add(lines.filter((line) => line !== "" && line !== "/" && !line.startsWith("#")))
    .add([...neverCopied]);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
